/** Whether the tool knows a trouble code and means the same by it as the labels do. */
import { ask, contextFor, type DiagnosisTool } from './ask.ts';
import type { CodeCase } from './cases.ts';

/** The tool's meaning has to hold half of the label's words. */
const ALIKE = 0.5;
const FILLER = new Set(['a', 'an', 'the', 'of', 'or', 'and', 'in', 'for', 'to']);

const tokens = (text: string): Set<string> =>
  new Set((text.toLowerCase().match(/[a-z0-9]+/g) ?? []).filter((token) => !FILLER.has(token)));

/** Share of the label's words that the meaning holds, 0 to 1. */
const overlap = (meaning: string, label: string): number => {
  const [told, wanted] = [tokens(meaning), tokens(label)];
  return [...wanted].filter((token) => told.has(token)).length / Math.max(1, wanted.size);
};

/** `meaning`: share of the codes that are known with the right meaning; asked by the code alone, as a driver would. */
export const scoreCodes = (tool: DiagnosisTool, cases: readonly CodeCase[]) => {
  let right = 0;
  for (const { code, description } of cases) {
    const { codes } = ask(tool, code, contextFor());
    const told = codes.find((told) => told.code === code);
    if (told && overlap(told.meaning, description) >= ALIKE) right += 1;
  }
  return { n: cases.length, meaning: cases.length === 0 ? 0 : right / cases.length };
};

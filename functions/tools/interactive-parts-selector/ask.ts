/** What to ask a driver before parts are ordered, in one sentence. */
import type { Part } from '../../../schemas/knowledge.ts';
import type { VehicleFacts } from '../../../schemas/tools/context.ts';
import { openQuestions } from './questions.ts';

/** A driver who is asked everything at once answers nothing. */
const AT_MOST = 5;

/** "clutch kit (disc, pressure plate, release bearing)" */
const shortly = (name: string): string => name.split(/[,(]/)[0]!.trim();

/** What several parts want to know is asked once, the rest with the part's name. */
export const askBefore = (parts: readonly Part[], vehicle: VehicleFacts | undefined): string | undefined => {
  if (parts.length === 0) return undefined;
  if (vehicle === undefined) return 'Before ordering: which year, make, model and engine is it?';
  const open = parts.map(({ name, fit }) => ({
    name,
    questions: fit === undefined ? [] : openQuestions(fit, vehicle),
  }));
  const all = open.flatMap(({ questions }) => questions);
  const isShared = (question: string): boolean => all.indexOf(question) !== all.lastIndexOf(question);
  const asked = [
    ...(vehicle.model === undefined ? ['model'] : []),
    ...new Set(all.filter(isShared)),
    ...open.flatMap(({ name, questions }) => {
      const own = questions.filter((question) => !isShared(question));
      return own.length === 0 ? [] : `${shortly(name)}: ${own.join(', ')}`;
    }),
  ].slice(0, AT_MOST);
  return asked.length === 0 ? undefined : `Before ordering, find out: ${asked.join('; ')}.`;
};

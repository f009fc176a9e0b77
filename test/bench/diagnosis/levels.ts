/** Every complaint at every level, as the level's session would ask: without, or with, the vehicle. */
import { ask, contextFor, type Car, type DiagnosisTool } from './ask.ts';
import { scoreOf, type Scored } from './score.ts';

/** What is asked, and which labels count as right. */
export type Question = { readonly text: string; readonly accepted: readonly string[]; readonly car: Car };

/**
 * A complaint tells make, model and year, which `vehicle` and `precision` both know; what `precision` adds comes from a
 * VIN, and the complaints have none.
 */
export const levels = ['quick', 'vehicle', 'precision'] as const;
export type Level = (typeof levels)[number];

export type Answers = { readonly scored: readonly Scored[]; readonly ms: readonly number[] };

const answersAt = (
  level: Level,
  tool: DiagnosisTool,
  questions: readonly Question[],
  unnamed: (text: string, system: string) => boolean,
): Answers => {
  const scored: Scored[] = [];
  const ms: number[] = [];
  for (const { text, accepted, car } of questions) {
    const context = contextFor(level === 'quick' ? undefined : car);
    const started = performance.now();
    const diagnosis = ask(tool, text, context);
    ms.push(performance.now() - started);
    scored.push(scoreOf(diagnosis, accepted, unnamed(text, accepted[0]!)));
  }
  return { scored, ms };
};

export const everyLevel = (
  tool: DiagnosisTool,
  questions: readonly Question[],
  unnamed: (text: string, system: string) => boolean,
): Record<Level, Answers> => ({
  quick: answersAt('quick', tool, questions, unnamed),
  vehicle: answersAt('vehicle', tool, questions, unnamed),
  precision: answersAt('precision', tool, questions, unnamed),
});

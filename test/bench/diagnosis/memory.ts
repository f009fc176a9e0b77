/** How much memory the diagnosis takes, above the process it runs in. */
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { contextFor, LONGEST } from './ask.ts';
import type { Question } from './levels.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Pages go back to the system a little after a collection. */
const A_LITTLE_MS = 100;

/** Resident set after two collections, in MB. */
const residentMb = async (): Promise<number> => {
  collectGarbage();
  await setTimeout(A_LITTLE_MS);
  collectGarbage();
  await setTimeout(A_LITTLE_MS);
  return process.memoryUsage.rss() / 1024 / 1024;
};

/** Megabytes that loading the knowledge and diagnosing every question add; nothing may have loaded it before. */
export const memoryOf = async (questions: readonly Question[]): Promise<number> => {
  const before = await residentMb();
  const { diagnose } = await import('../../../functions/tools/symptom-diagnosis-analyzer/index.ts');
  for (const { text, car } of questions) diagnose({ symptoms: text.slice(0, LONGEST) }, contextFor(car));
  return (await residentMb()) - before;
};

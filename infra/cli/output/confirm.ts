/** Asks before something that cannot be taken back. */
import { createInterface } from 'node:readline/promises';
import { Misuse, Unfinished } from '../exit.ts';
import type { World } from '../world.ts';

/**
 * Has a word typed; asks on stderr, so that stdout holds the result alone.
 * @throws Misuse where nobody is there to type it, Unfinished where something else was typed
 */
export const confirm = async (world: World, what: string, word: string, { yes }: { yes?: boolean }): Promise<void> => {
  if (yes) return;
  const { stdin: input, stderr: output, signal } = world;
  if (!input.isTTY) throw new Misuse(`${what} Nobody is there to be asked: say --yes.`);
  const terminal = createInterface({ input, output });
  try {
    const typed = await terminal.question(`${what}\nType ${word} to go on: `, { signal });
    if (typed.trim() !== word) throw new Unfinished('Nothing was done.');
  } finally {
    terminal.close();
  }
};

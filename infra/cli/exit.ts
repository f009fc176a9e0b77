/** How a command ends: its exit code, and the sentence on stderr where something went wrong. */
import { CommanderError } from 'commander';
import { ApiError } from './api-client.ts';

export const exit = {
  good: 0,
  /** It was done as asked, and the answer is not what one hopes for: a fault, a difference, a stream that stays parked. */
  finding: 1,
  /** Wrong use: nothing was sent. */
  misuse: 2,
  /** The API refused. */
  refused: 3,
  /** Nothing answers. */
  unreachable: 4,
  /** Ctrl-C, as shells have it: 128 and the number of the signal. */
  interrupted: 130,
} as const;

/** The command cannot be carried out as it was given. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

/** What was asked for was not reached; the sentence says what there is instead. */
export class Unfinished extends Error {
  override readonly name = 'Unfinished';
}

type Ended = { code: number; sentence?: string };

/** Commander has written its own sentence; help that was asked for is no misuse. */
const ofCommander = ({ exitCode }: CommanderError): Ended => ({ code: exitCode === 0 ? exit.good : exit.misuse });

const ofFile = (error: Error): Ended | undefined => {
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === undefined || path === undefined) return undefined;
  const why = { EEXIST: 'it is there already', ENOENT: 'there is no such place', EACCES: 'you may not' }[code] ?? code;
  return { code: exit.misuse, sentence: `${path}: ${why}.` };
};

/** What an error means for whoever called. The text of an error that is not ours could hold anything, so it is not shown. */
export const endedBy = (error: unknown, signal: AbortSignal): Ended => {
  if (error instanceof CommanderError) return ofCommander(error);
  if (signal.aborted) return { code: exit.interrupted };
  if (error instanceof ApiError) {
    const code = error.code === 'Unreachable' ? exit.unreachable : exit.refused;
    return { code, sentence: `${error.message} (${error.code})` };
  }
  if (error instanceof Misuse) return { code: exit.misuse, sentence: error.message };
  if (error instanceof Unfinished) return { code: exit.finding, sentence: error.message };
  if (!(error instanceof Error)) return { code: exit.refused, sentence: 'It stopped, and does not say why.' };
  return ofFile(error) ?? { code: exit.refused, sentence: `It stopped with ${error.name}. That is a defect of dixon.` };
};

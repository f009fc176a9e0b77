/** What a command touches besides its arguments, so that tests hand it in. */
import type { Readable, Writable } from 'node:stream';

export type Output = Writable & { isTTY?: boolean; columns?: number };
export type Input = Readable & { isTTY?: boolean };

export type World = {
  env: Readonly<Record<string, string | undefined>>;
  stdin: Input;
  stdout: Output;
  stderr: Output;
  fetch: typeof fetch;
  /** Ends whatever runs: Ctrl-C. */
  signal: AbortSignal;
  /** Milliseconds between two looks at something that goes on. */
  pause: number;
};

export const ownWorld = (signal: AbortSignal): World => ({
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  fetch,
  signal,
  pause: 1_000,
});

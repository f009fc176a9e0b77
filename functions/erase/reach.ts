/** What an erasure reaches: looked up when it is asked for, so that a repeat finds what is left. */
import type { CommitPlace } from '../../events/core/commit-log.ts';

/** `last`: what goes when all else is gone, which is an account's own stream and the key of its views. */
export type When = 'first' | 'last';

export type Reach = {
  /** Streams whose key is still there. */
  keys(when: When): Promise<string[]>;
  /** Commits that still have a body, in the order of their streams. */
  bodies(when: When): AsyncIterable<CommitPlace>;
  /** Sessions whose row and uploads go. */
  sessions(): Promise<string[]>;
  /** Those of them whose row still shows something. */
  shown(): Promise<string[]>;
  /** Whether all of the person is to go, with what was counted of them and sent to them. */
  isPerson: boolean;
  /** False once the person is back. Ask after looking: what was found until then is to go, what comes later may not. */
  stands(): Promise<boolean>;
};

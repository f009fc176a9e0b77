/**
 * Live progress: what a turn is doing, told while it runs.
 *
 * A step is a hint for whoever watches, not a fact: nothing is stored, nothing may be decided by it, and it may be lost
 * or come twice (a repeated task tells again). It carries ids and the names of tools, never what anybody said.
 */
import type { Logger } from '@aws-lambda-powertools/logger';
import type { ToolName } from '../../schemas/tools/access.ts';
import { failureForLog } from '../runtime/tasks.ts';

export type ProgressStep = {
  sessionId: string;
  turnId: string;
  step: 'STARTED' | 'TOOL_RUNNING' | 'TOOL_DONE' | 'ANSWERED' | 'FAILED';
  /** With the two steps of a tool. */
  tool?: ToolName;
  /** When it was told, ISO 8601: what a listener sorts by, for a bus may deliver out of order. */
  at: string;
};

/**
 * Tells steps of one session to whoever listens, in their order. May throw; see `discreetly`.
 * @param signal aborts once nobody waits any longer
 */
export type Progress = (steps: readonly ProgressStep[], signal: AbortSignal) => Promise<void>;

/** How long a turn waits for its hints to be taken. PutEvents answers within some 20 ms where it answers at all. */
const PATIENCE_MS = 500;

const abortOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));

/**
 * Progress that cannot harm a turn: a failure is logged by its name and swallowed, a listener that hangs is left behind.
 * On purpose: the facts are appended already, the reply comes whether or not somebody saw it coming, and a retry of the
 * task would tell nobody anything sooner.
 */
export const discreetly =
  (progress: Progress, logger: Logger, patience = PATIENCE_MS) =>
  async (steps: readonly ProgressStep[]): Promise<void> => {
    if (steps.length === 0) return;
    const signal = AbortSignal.timeout(patience);
    try {
      await Promise.race([progress(steps, signal), abortOf(signal)]);
    } catch (error) {
      logger.warn('progress not told', { steps: steps.length, ...failureForLog(error) });
    }
  };

/** For runs that nobody watches. */
export const untold: Progress = async () => {};

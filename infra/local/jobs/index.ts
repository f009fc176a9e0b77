/**
 * Standard executions on one machine. They outlive the process: what it leaves unfinished runs again from the beginning
 * at the next start, since every task of theirs can be repeated. On AWS a Standard machine goes on where it was.
 */
import type { Logger } from '@aws-lambda-powertools/logger';
import type { StartExecution } from '../../../functions/privacy/ports.ts';
import { failureForLog } from '../../../functions/runtime/tasks.ts';
import type { LocalMachine } from '../state-machine.ts';
import { executionFilesIn, type Execution } from './execution-files.ts';
import { createQueue } from './queue.ts';

/** Jobs under way at once: more would keep the engine from people who ask meanwhile. */
const AT_ONCE = 4;

export type JobsOptions = {
  dataDir: string;
  machines: Readonly<Record<Execution['machine'], LocalMachine>>;
  logger: Logger;
  /** The current instant, ISO 8601. */
  now: () => string;
  /** Milliseconds until an execution that ended in an error is tried again: doubled each time, up to the longest. */
  again?: { first: number; longest: number };
};

export type Jobs = {
  /** Resolves once it is on the disk; it runs in the background. A name that was used before starts nothing. */
  start: StartExecution;
  /** Runs again what the last process left unfinished. Answers with how many there are. */
  resume: () => Promise<number>;
  /** After the tables were put back to an older state: what was done in the newer one may be started once more. */
  forgetDone: () => Promise<void>;
  /** Waits until nothing is under way; what waits to be tried again is not waited for. */
  idle: () => Promise<void>;
  /** Ends what is under way, which stays unfinished. */
  stop: () => Promise<void>;
};

/** One person's jobs run one after the other; so do those of a machine that are nobody's. */
const laneOf = ({ machine, input }: Execution): string => (input as { subject?: string }).subject ?? machine;

export const createJobs = ({ dataDir, machines, logger, now, again }: JobsOptions): Jobs => {
  const { first, longest } = again ?? { first: 1_000, longest: 60_000 };
  const files = executionFilesIn(dataDir, now);
  const queue = createQueue(AT_ONCE);
  const stopping = new AbortController();
  const known = new Set<string>();
  const putOff = new Set<NodeJS.Timeout>();

  const runOnce = async (execution: Execution, wait: number): Promise<void> => {
    const { machine, name, input } = execution;
    const began = performance.now();
    try {
      await machines[machine].run(input, stopping.signal);
      await files.done(execution);
      logger.info('job done', { machine, name, ms: Math.round(performance.now() - began) });
    } catch (error) {
      if (stopping.signal.aborted) return;
      logger.error('job failed', { machine, name, again: wait, ...failureForLog(error) });
      const timer = setTimeout(() => {
        putOff.delete(timer);
        enqueue(execution, Math.min(2 * wait, longest));
      }, wait);
      putOff.add(timer.unref());
    }
  };

  const enqueue = (execution: Execution, wait: number): void =>
    queue.push(laneOf(execution), () => runOnce(execution, wait));

  /** Once in a process, whoever brings it. */
  const begin = (execution: Execution): void => {
    const id = `${execution.machine}/${execution.name}`;
    if (known.has(id) || stopping.signal.aborted) return;
    known.add(id);
    enqueue(execution, first);
  };

  return {
    start: async (execution) => {
      if (await files.add(execution)) begin(execution);
    },
    resume: async () => {
      const unfinished = await files.unfinished();
      unfinished.forEach(begin);
      return unfinished.length;
    },
    forgetDone: () => files.forgetDone(),
    idle: () => queue.idle(),
    stop: async () => {
      stopping.abort();
      for (const timer of putOff) clearTimeout(timer);
      await queue.stop();
    },
  };
};

/** Live progress on one machine: steps go to whoever listens to their session, in this process. */
import type { Progress, ProgressStep } from '../../functions/turn/progress.ts';

/**
 * What is kept for a listener that does not read: more than a turn of five rounds tells with every tool used in each.
 * The oldest go first, for only the newest say what happens now.
 */
const KEPT = 100;

export type ProgressHub = {
  tell: Progress;
  /** Hears from this moment on, before the first `next()` too. `return()` lets everything go. */
  listen: (sessionId: string) => AsyncIterableIterator<ProgressStep>;
  /** How many listen just now. */
  listeners: () => number;
  /** Ends every listener's steps, those of later ones too, so that a server can stop. */
  close: () => void;
};

type Listener = AsyncIterableIterator<ProgressStep> & { hear: (step: ProgressStep) => void; end: () => void };

const createListener = (left: () => void): Listener => {
  const kept: ProgressStep[] = [];
  const waiting: ((result: IteratorResult<ProgressStep>) => void)[] = [];
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    left();
    for (const answer of waiting.splice(0)) answer({ done: true, value: undefined });
  };
  return {
    hear: (step) => {
      const answer = waiting.shift();
      if (answer) answer({ done: false, value: step });
      else if (kept.push(step) > KEPT) kept.shift();
    },
    end,
    next: async () => {
      const value = kept.shift();
      if (value) return { done: false, value };
      if (ended) return { done: true, value: undefined };
      return new Promise((resolve) => waiting.push(resolve));
    },
    return: async () => {
      kept.length = 0;
      end();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
};

export const createProgressHub = (): ProgressHub => {
  const sessions = new Map<string, Set<Listener>>();
  let closed = false;
  const all = (): Listener[] => [...sessions.values()].flatMap((listeners) => [...listeners]);
  return {
    tell: async (steps) => {
      for (const step of steps) for (const listener of sessions.get(step.sessionId) ?? []) listener.hear(step);
    },
    listen: (sessionId) => {
      const listeners = sessions.get(sessionId) ?? new Set();
      const listener = createListener(() => {
        listeners.delete(listener);
        if (listeners.size === 0) sessions.delete(sessionId);
      });
      sessions.set(sessionId, listeners.add(listener));
      if (closed) listener.end();
      return listener;
    },
    listeners: () => all().length,
    close: () => {
      closed = true;
      all().forEach((listener) => listener.end());
    },
  };
};

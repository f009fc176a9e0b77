/** Work in lanes: one at a time in each, in the order in which it came, and only some lanes at once. */

export type Queue = {
  push: (lane: string, work: () => Promise<void>) => void;
  /** Waits until nothing runs and nothing waits. */
  idle: () => Promise<void>;
  /** What has not begun never begins; waits for what has. */
  stop: () => Promise<void>;
};

/** @param atOnce how many may run at the same time. Work must not throw. */
export const createQueue = (atOnce: number): Queue => {
  let waiting: { lane: string; work: () => Promise<void> }[] = [];
  const running = new Map<string, Promise<void>>();
  let quiet = Promise.withResolvers<void>();

  const next = (): void => {
    while (running.size < atOnce) {
      const index = waiting.findIndex(({ lane }) => !running.has(lane));
      if (index < 0) break;
      const [{ lane, work }] = waiting.splice(index, 1) as [(typeof waiting)[number]];
      const ended = work().finally(() => {
        running.delete(lane);
        next();
      });
      running.set(lane, ended);
    }
    if (running.size === 0) quiet.resolve();
  };

  const idle = async (): Promise<void> => {
    if (running.size > 0) await quiet.promise;
  };

  return {
    push: (lane, work) => {
      if (running.size === 0) quiet = Promise.withResolvers();
      waiting.push({ lane, work });
      next();
    },
    idle,
    stop: async () => {
      waiting = [];
      await idle();
    },
  };
};

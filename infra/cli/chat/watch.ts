/** Watches the turns of one session while a conversation goes on. */
import { watchTurn } from '../documents/chat.ts';
import { subscribe } from '../event-stream.ts';
import { inWords, type Step } from './steps.ts';

export type Watch = {
  /** Says what the assistant does, from now on, to this one; the last one given counts. */
  tell: (say: (words: string) => void) => void;
  stop: () => void;
};

/**
 * Resolves once the server listens, so that no step of the next message is missed. Whatever goes wrong is left at that:
 * a conversation needs no live steps, and an API without event streams (AppSync has WebSockets) serves it as well.
 */
export const watchTurns = async (to: { url: string; authorization: string }, sessionId: string): Promise<Watch> => {
  let say: (words: string) => void = () => {};
  const end = new AbortController();
  const read = async (steps: AsyncIterable<{ onTurnProgress: Step }>): Promise<void> => {
    for await (const { onTurnProgress } of steps) {
      const words = inWords(onTurnProgress);
      if (words) say(words);
    }
  };
  try {
    const steps = await subscribe<{ onTurnProgress: Step }>(to, watchTurn, { sessionId }, end.signal);
    read(steps).catch(() => {});
  } catch {
    // see above
  }
  return { tell: (listener) => (say = listener), stop: () => end.abort() };
};

/** Tests as history: what had happened, what was wished, what came of it. Everything is run twice over. */
import { expect } from 'vitest';
import { foldEvents, type AnyEvent, type StreamModel } from '../../events/core/decider.ts';

export const NOW = '2026-01-22T10:00:00.000Z';

/** `seconds` after the story's beginning. */
export const after = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1_000).toISOString();

type Wish<S, E> = (state: S, at: string) => E[];

export const story = <S, E extends AnyEvent>(model: StreamModel<S, E>) => ({
  given: (...past: E[]) => {
    const state = foldEvents(model, model.initial, past, NOW);
    return {
      /** The folded state itself. */
      state,
      when: (wish: Wish<S, E>, at = after(10)) => ({
        then: (...events: E[]) => {
          expect(wish(state, at)).toEqual(events);
          // pure: the second time says the same, and the state is as it was
          expect(wish(state, at)).toEqual(events);
          expect(foldEvents(model, model.initial, past, NOW)).toEqual(state);
        },
        thenNothing: () => expect(wish(state, at)).toEqual([]),
        thenRefused: (name: string) => expect(() => wish(state, at)).toThrow(expect.objectContaining({ name })),
      }),
    };
  },
});

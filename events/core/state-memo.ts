/**
 * The newest states that this process has seen, by the hash of their commit: whoever appended a commit, or opened it,
 * need not open it again for the next command. A hash names one state for ever, so nothing here can be out of date.
 */
import type { Commit } from './commit.ts';
import type { AnyEvent, StreamModel } from './decider.ts';

const KEPT = 500;

export const createStateMemo = () => {
  const states = new Map<string, unknown>();
  const keyOf = <S, E extends AnyEvent>({ type, fold }: StreamModel<S, E>, { hash }: Commit): string =>
    `${type}/${fold}/${Buffer.from(hash).toString('base64')}`;
  return {
    recall: <S, E extends AnyEvent>(model: StreamModel<S, E>, commit: Commit): S | undefined =>
      states.get(keyOf(model, commit)) as S | undefined,
    remember: <S, E extends AnyEvent>(model: StreamModel<S, E>, commit: Commit, state: S): S => {
      states.set(keyOf(model, commit), state);
      const oldest = states.size > KEPT ? states.keys().next().value : undefined;
      if (oldest !== undefined) states.delete(oldest);
      return state;
    },
  };
};

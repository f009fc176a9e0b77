import type { AccessEvent } from './events.ts';

/** How often somebody looked. */
export type AccessState = { opened: number };

export const initial: AccessState = { opened: 0 };

/** One for each kind of event: a table, since a switch over one case is none. */
const folds: { readonly [T in AccessEvent['type']]: (state: AccessState) => AccessState } = {
  HistoryOpened: ({ opened }) => ({ opened: opened + 1 }),
};

export const evolve = (state: AccessState, { type }: AccessEvent): AccessState => folds[type](state);

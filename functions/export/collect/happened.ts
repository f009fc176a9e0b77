import type { Commit } from '../../../events/core/commit.ts';
import type { AnyEvent } from '../../../events/core/decider.ts';
import type { Entry, Line } from '../categories.ts';

/**
 * An event as an export shows it, with everything that it holds. `who` is the kind of whoever caused it: an id could be
 * that of somebody else.
 */
export const happened = ({ at, actor }: Pick<Commit, 'at' | 'actor'>, { type, ...facts }: AnyEvent): Entry => ({
  at,
  who: actor.kind,
  what: type,
  ...(Object.keys(facts).length > 0 ? { facts } : {}),
});

export const asEntry = (entry: Entry): Line => ({ entry });
export const asItem = (item: Record<string, unknown>): Line => ({ item });

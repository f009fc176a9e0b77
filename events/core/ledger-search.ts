/**
 * The port to whoever looks for commits: headers alone, never what was said. Adapter:
 * `functions/adapters/dynamodb/ledger-search.ts`.
 *
 * A page is bounded by what is read for it, so it may hold fewer commits than asked for, or none, and still have one
 * behind it. Pages neither repeat nor leave out a commit that was there when the first one was read. An item that is no
 * commit is passed over: verification names it.
 */
import type { Actor, CommitHeader } from './commit.ts';
import type { CommitAddress } from './history-scan.ts';

/** What a commit must fit, all of it. */
export type LedgerQuestion = {
  subject?: string;
  stream?: string;
  /** It has an event of one of these types, of whatever version. */
  types?: readonly string[];
  /** Id of an actor, or a kind. */
  actor?: string;
  correlation?: string;
  /** ISO instants, both inclusive. */
  from?: string;
  to?: string;
};

/** Later than `until` all is read; of that very instant, what comes up to this commit. */
export type LedgerPlace = { until: string; after?: { subject: string; sk: string } };

export type LedgerPage<Place> = { commits: CommitHeader[]; next?: Place };

export interface LedgerSearch {
  /**
   * Of one person, or one of their streams, in the order of `readSubject`.
   * @param after the sort key where the page before ended. Throws `StorageUnavailable`.
   */
  ofSubject(
    question: LedgerQuestion & { subject: string },
    page: { limit: number; after?: string },
  ): Promise<LedgerPage<string>>;

  /** Newest first, from the index, which may lack the newest. Throws `StorageUnavailable`. */
  byTime(
    question: LedgerQuestion & { from: string },
    page: { limit: number; after: LedgerPlace },
  ): Promise<LedgerPage<LedgerPlace>>;

  /** One of them, or undefined. Throws `StorageUnavailable`, `Corrupted`. */
  header(place: CommitAddress): Promise<CommitHeader | undefined>;
}

export const actorKinds: readonly Actor['kind'][] = ['person', 'operator', 'assistant', 'system'];

/** A part of a question that was not asked fits everything. */
const is = (asked: string | undefined, ...found: string[]): boolean => asked === undefined || found.includes(asked);

/** Whether a commit is one of those that are looked for. */
export const fits = (question: LedgerQuestion, header: CommitHeader): boolean => {
  const { subject, stream, types, actor, correlation, from = '', to } = question;
  return (
    is(subject, header.subject) &&
    is(stream, header.stream) &&
    is(actor, header.actor.id, header.actor.kind) &&
    is(correlation, header.correlation) &&
    (types === undefined || header.events.some(({ type }) => types.includes(type))) &&
    header.at >= from &&
    (to === undefined || header.at <= to)
  );
};

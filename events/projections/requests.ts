/**
 * The index of privacy requests (SPEC N14): which are open, and by when they are due; which exports lie ready, and until
 * when. A row is a function of the request's state alone, so the newest commit always wins.
 */
import { requestIdIn, type RequestState } from '../privacy/index.ts';
import { shardOf, shards, type Stamp } from './due.ts';

/** `open`: somebody still has to do something, by `dueAt`. `exports`: an archive lies ready until `dueAt`. */
export type RequestList = 'open' | 'exports';

export type DueRequest = { userId: string; requestId: string; dueAt: string };

export type ListedRequest = DueRequest & {
  list: RequestList;
  /** Number of the commit that this row shows: a commit at or below it changes nothing. */
  through: number;
};

/** What stays of a row whose request has ended, so that a late commit cannot bring it back. */
export type EndedRow = { userId: string; requestId: string; list: 'none'; through: number };

export type RequestRow = ListedRequest | EndedRow;

export type RequestFact = { subject: string; stream: string; number: number; state: RequestState };

/** Nothing else changes where a request is listed: commits without one of these need not be opened. */
export const LISTED_BY: ReadonlySet<string> = new Set([
  'RequestReceived',
  'RequestExtended',
  'RequestRefused',
  'ExportCompleted',
  'ExportErased',
  'ErasureCompleted',
]);

/** The row after a commit; undefined before there is a request. */
export const projectRequest = ({ subject, stream, number, state }: RequestFact): RequestRow | undefined => {
  const place = { userId: subject, requestId: requestIdIn(stream), through: number };
  switch (state.status) {
    case 'none':
      return undefined;
    case 'received':
    case 'confirmed':
    case 'held':
    case 'failed':
      return { ...place, list: 'open', dueAt: state.dueAt };
    case 'exported':
      return { ...place, list: 'exports', dueAt: state.facts.expiresAt };
    case 'refused':
    case 'expired':
    case 'erased':
      return { ...place, list: 'none' };
  }
};

const nameOf = (list: RequestList): string => `requests#${list}`;

/** Where a row stands in the `due` index. */
export const requestStamp = ({ userId, list, dueAt }: ListedRequest): Stamp => ({
  dueDay: shardOf(nameOf(list), userId),
  dueAt,
});

/** The partitions of a list in the `due` index. */
export const requestPartitions = (list: RequestList): string[] => shards(nameOf(list));

/** Soonest due first, and in one order always. */
export const bySoonest = (a: DueRequest, b: DueRequest): number => (placeOf(a) < placeOf(b) ? -1 : 1);

const placeOf = ({ dueAt, userId, requestId }: DueRequest): string => [dueAt, userId, requestId].join('|');

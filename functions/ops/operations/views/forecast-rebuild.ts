/**
 * SPEC N8, for ops: what a rebuild would take, before anybody begins one. How much there is DynamoDB counts every six
 * hours; what kind of history it is, and whether this release can fold it, the newest commits show.
 */
import * as z from 'zod';
import { streamType, type CommitHeader } from '../../../../events/core/commit.ts';
import type { LedgerPlace } from '../../../../events/core/ledger-search.ts';
import { unknownShapes } from '../../../../events/streams.ts';
import { Segments, ViewName } from '../../../../schemas/views.ts';
import { COMMIT_BYTES, estimate, PRICES, type Extent } from '../../../rebuild/estimate.ts';
import { parse } from '../../../runtime/parse.ts';
import type { OpsParts } from '../../ports.ts';

type Parts = Pick<OpsParts, 'scan' | 'ledgerSearch' | 'now'>;

const Arguments = z.object({ view: ViewName, refold: z.boolean().nullish(), segments: Segments.nullish() });

const DEFAULT_SEGMENTS = 4;

/** So many of the newest commits are looked at, and nothing older than so many days. */
const SAMPLE = 10_000;
const DAYS = 90;
const DAY = 86_400_000;

/** Each page reads so much at most that a search answers in good time. */
const MOST_PAGES = 40;

/** Of which type the streams of a view are, and the event that each begins with. */
const STREAMS: Record<ViewName, { type: string; begins: string }> = {
  sessions: { type: 'session', begins: 'SessionStarted' },
  requests: { type: 'privacy', begins: 'RequestReceived' },
};

const newestHeaders = async ({ ledgerSearch, now }: Parts): Promise<CommitHeader[]> => {
  const until = now();
  const from = new Date(Date.parse(until) - DAYS * DAY).toISOString();
  const headers: CommitHeader[] = [];
  let after: LedgerPlace | undefined = { until };
  for (let page = 0; after && headers.length < SAMPLE && page < MOST_PAGES; page += 1) {
    const found = await ledgerSearch.byTime({ from }, { limit: SAMPLE - headers.length, after });
    headers.push(...found.commits);
    after = found.next;
  }
  return headers;
};

/** A row comes of each stream: as many as began among the newest commits, in proportion. */
const extentOf = async ({ scan }: Parts, view: ViewName, headers: readonly CommitHeader[]): Promise<Extent> => {
  const size = await scan.size();
  // a count that is hours old knows less of a young table than a look at it
  const commits = Math.max(size.commits, headers.length);
  const begun = headers.filter(({ events }) => events.some(({ type }) => type === STREAMS[view].begins)).length;
  return {
    commits,
    bytes: Math.round(commits * (size.bytes > 0 ? size.bytes / size.commits : COMMIT_BYTES)),
    rows: headers.length === 0 ? 0 : Math.round((begun / headers.length) * commits),
  };
};

const refusedIn = (view: ViewName, headers: readonly CommitHeader[]): string[] =>
  [
    ...new Set(headers.filter(({ stream }) => streamType(stream) === STREAMS[view].type).flatMap(unknownShapes)),
  ].toSorted();

/** Throws `InvalidInput` for what is no view, `StorageUnavailable`. */
export const forecastRebuild = (parts: Parts) => async (args: unknown) => {
  const { view, refold, segments: asked } = parse(Arguments, args);
  const method = refold ? 'refold' : 'tips';
  const segments = asked ?? DEFAULT_SEGMENTS;
  const headers = await newestHeaders(parts);
  const extent = await extentOf(parts, view, headers);
  return {
    ...{ view, method, segments },
    ...extent,
    ...estimate(view, method, segments, extent),
    prices: PRICES,
    refused: refusedIn(view, headers),
  };
};

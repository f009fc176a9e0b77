/** What a bundle says of a person's commits: their headers, their place in the chain, and whether a body was erased. */
import { canonicalHeader } from '../../../events/core/chain.ts';
import type { Commit } from '../../../events/core/commit.ts';
import { NotFound, QuotaExceeded } from '../../../schemas/errors.ts';
import { eachOf } from '../../runtime/at-once.ts';
import type { BundleParts, Wish } from './ports.ts';

/** They take some 300 MB while a bundle is made, and half of the 30 seconds that AppSync gives a request. */
export const MAX_ENTRIES = 50_000;

/** Hashes hex. `header` is the text that the hash covers (RFC 8785). */
export type Entry = {
  stream: string;
  number: number;
  at: string;
  header: string;
  commitment: string;
  prev: string;
  hash: string;
  isErased: boolean;
};

/** In the order of the partition: stream after stream, each ascending. */
export type Entries = {
  entries: Entry[];
  /** By stream: the newest request that erased something of it. */
  erasedBy: Map<string, string>;
};

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const entryOf = (commit: Commit): Entry => ({
  stream: commit.stream,
  number: commit.number,
  at: commit.at,
  header: canonicalHeader(commit),
  commitment: hexOf(commit.commitment),
  prev: hexOf(commit.prev),
  hash: hexOf(commit.hash),
  isErased: commit.body === undefined,
});

const tooMany = (limit: number): QuotaExceeded =>
  new QuotaExceeded(`A bundle holds ${limit} commits at most, and these are more. Narrow the range.`, { limit });

const erasuresOf = async ({ vault }: BundleParts, subject: string, entries: Entry[]): Promise<Map<string, string>> => {
  const streams = [...new Set(entries.filter(({ isErased }) => isErased).map(({ stream }) => stream))];
  const requests = await eachOf(streams, (stream) => vault.erasedBy({ subject, stream }));
  return new Map(
    streams.flatMap((stream, index) => (requests[index] === undefined ? [] : [[stream, requests[index]]])),
  );
};

/**
 * What the history of a person says at this moment; what happens to it later changes nothing here.
 * Throws `NotFound` where nothing is in range, `QuotaExceeded` for more than `limit`.
 */
export const collectEntries = async (
  parts: BundleParts,
  { subject, from = '', to = '9999' }: Wish,
  limit = MAX_ENTRIES,
): Promise<Entries> => {
  const entries: Entry[] = [];
  for await (const commit of parts.log.readSubject(subject)) {
    // time never runs backwards within a stream, so what is in range follows one after the other
    if (commit.at < from || commit.at > to) continue;
    if (entries.length === limit) throw tooMany(limit);
    entries.push(entryOf(commit));
  }
  if (entries.length === 0)
    throw new NotFound('history', {}, 'There is no history of this person in this range. Check subject, from and to.');
  return { entries, erasedBy: await erasuresOf(parts, subject, entries) };
};

/** The commits of a day by the hour, in the order of time, however many there are. */
import { sortKey, type CommitHeader } from '../../events/core/commit.ts';
import { isDamaged, type Damaged } from '../../events/core/history-scan.ts';
import { ledgerDays } from '../../events/core/ledger-day.ts';
import { hourOf, isInstant, justBefore, nextHour, type Span } from './hours.ts';
import type { ReadLedgerPartition } from './ports.ts';

type Hash = CommitHeader['hash'];

/** The newest commit of a stream in an hour. */
export type Tip = Pick<CommitHeader, 'subject' | 'stream' | 'number' | 'hash'>;

/** What a digest says of an hour: 32 bytes of every commit, and the newest of every stream. */
export type Hour = Span & { hashes: Hash[]; tips: Map<string, Tip> };

export const emptyHour = ({ from, to }: Span): Hour => ({ from, to, hashes: [], tips: new Map() });

const count = (hour: Hour, header: CommitHeader): void => {
  const { subject, stream, number } = header;
  // a copy, which shares its memory with others of its kind and not with the answer that it came in
  const hash = Buffer.from(header.hash);
  hour.hashes.push(hash);
  const key = `${subject}|${stream}`;
  const known = hour.tips.get(key);
  if (!known || known.number < number) hour.tips.set(key, { subject, stream, number, hash });
};

/** Gives commits oldest first. */
type Reader = AsyncGenerator<CommitHeader, undefined>;

type Place = { reader: Reader; next: CommitHeader };

const firstOf = async (reader: Reader): Promise<Place | undefined> => {
  const next = (await reader.next()).value;
  return next && { reader, next };
};

/** Several readers as one. */
async function* inTimeOrder(readers: Reader[]): AsyncGenerator<CommitHeader> {
  let open = (await Promise.all(readers.map(firstOf))).filter((place) => place !== undefined);
  try {
    while (open.length > 0) {
      const oldest = open.reduce((a, b) => (b.next.at < a.next.at ? b : a));
      yield oldest.next;
      const next = (await oldest.reader.next()).value;
      if (next) oldest.next = next;
      else open = open.filter((place) => place !== oldest);
    }
  } finally {
    for (const { reader } of open) await reader.return(undefined);
  }
}

type ReadParts = {
  ledgerPartition: ReadLedgerPartition;
  /** Hears of an item that is no commit, which no digest can know. */
  setAside: (place: Damaged['damaged']) => void;
};

/** The hours of a day, or of a part of one, in which there are commits; oldest first. Throws `StorageUnavailable`. */
export async function* readHours({ ledgerPartition, setAside }: ReadParts, { from, to }: Span): AsyncGenerator<Hour> {
  const range = { from, to: justBefore(to) };
  async function* sound(partition: string): Reader {
    for await (const found of ledgerPartition(partition, range))
      if (isDamaged(found)) setAside(found.damaged);
      else if (isInstant(found.at)) yield found;
      else setAside({ subject: found.subject, sk: sortKey(found.stream, found.number) });
    return undefined;
  }
  let hour: Hour | undefined;
  for await (const header of inTimeOrder(ledgerDays(range.from, range.to).map(sound))) {
    if (hour && header.at >= hour.to) {
      yield hour;
      hour = undefined;
    }
    const start = hourOf(header.at);
    hour ??= emptyHour({ from: start, to: nextHour(start) });
    count(hour, header);
  }
  if (hour) yield hour;
}

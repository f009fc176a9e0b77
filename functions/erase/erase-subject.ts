/**
 * EraseSubject: everything of a person, whose account closed.
 *
 * The account stream goes last, and its key is the mark that the rest is done: nothing new of the person can begin
 * before that key is gone (`openAccount`), so whatever is found until then belongs to the life that ended, and a
 * delivery that comes late, when the person is back already, spares everything of the new one.
 */
import { accountStream } from '../../events/account/index.ts';
import { streamType } from '../../events/core/commit.ts';
import { ConcurrentModification } from '../../schemas/errors.ts';
import type { InputOf } from '../../workflows/contract.ts';
import type { Erased, eraseContract } from '../../workflows/erase/contract.ts';
import type { EraseParts } from './ports.ts';
import { NOTHING, plus, removeBodies, removeRow, removeUploadsOf, shredKey, type Wish } from './steps.ts';

/** Streams that outlive the person's data: requests are their own receipts and hold nothing personal. */
const KEPT = new Set(['privacy']);

/** A command that was under way may still append behind the first pass; one that goes on for this long is no such one. */
const PASSES = 5;

type Input = InputOf<typeof eraseContract, 'EraseSubject'>;

/** The streams of a person and the numbers of their commits that still have a body. */
const bodiesOf = async ({ log }: EraseParts, subject: string): Promise<Map<string, number[]>> => {
  const streams = new Map<string, number[]>();
  for await (const { stream, number, body } of log.readSubject(subject)) {
    const numbers = streams.get(stream) ?? [];
    if (body) numbers.push(number);
    streams.set(stream, numbers);
  }
  return streams;
};

const erasePass = async (parts: EraseParts, subject: string, wish: Wish): Promise<Erased> => {
  const streams = [...(await bodiesOf(parts, subject))]
    .filter(([stream]) => stream !== accountStream(subject).stream && !KEPT.has(streamType(stream)))
    .map(([stream, numbers]) => ({ address: { subject, stream }, numbers }));
  let done = NOTHING;
  // every key before the first body: the whole person is unreadable as soon as can be
  for (const { address } of streams) done = plus(done, await shredKey(parts, address, wish));
  const addresses = streams.map(({ address }) => address);
  done = plus(done, await removeUploadsOf(parts, addresses));
  for (const { address, numbers } of streams) done = plus(done, await removeBodies(parts, address, numbers));
  for (const { address } of streams) done = plus(done, await removeRow(parts, address));
  return done;
};

/** Until a pass finds nothing more. Throws `ConcurrentModification` where somebody keeps on writing. */
const eraseAllButAccount = async (parts: EraseParts, subject: string, wish: Wish): Promise<Erased> => {
  let done = NOTHING;
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const found = await erasePass(parts, subject, wish);
    done = plus(done, found);
    if (found.keys.found + found.bodies.found + found.rows.found === 0)
      return plus(done, await shredKey(parts, { subject, stream: 'views' }, wish));
  }
  throw new ConcurrentModification({ stream: 'account', erasing: true });
};

/** Whether only the account's own bodies can be left to remove. */
const isAllButDone = async ({ log, shredder }: EraseParts, { subject, request, number }: Input): Promise<boolean> => {
  const address = accountStream(subject);
  const [tip] = await log.newest(address, { limit: 1, consistent: true });
  // a commit behind the closing one is the beginning of a new life
  return (tip?.number ?? 0) > number || (await shredder.erasedBy(address)) === request;
};

export const eraseSubject =
  (parts: EraseParts) =>
  async (input: Input): Promise<Erased> => {
    const { subject, request, at, number: last } = input;
    const address = accountStream(subject);
    let done = (await isAllButDone(parts, input))
      ? NOTHING
      : plus(
          await eraseAllButAccount(parts, subject, { request, at }),
          await shredKey(parts, address, { request, at }),
        );
    const numbers: number[] = [];
    for await (const { number, body } of parts.log.read(address)) if (body && number <= last) numbers.push(number);
    done = plus(done, await removeBodies(parts, address, numbers));
    return done;
  };

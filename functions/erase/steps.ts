/** The steps that every erasure is made of. Each can be repeated, and says what it found and what it removed. */
import type { StreamAddress } from '../../events/core/commit.ts';
import { streamType } from '../../events/core/commit.ts';
import type { Erased, Tally } from '../../workflows/erase/contract.ts';
import { uploadsOf } from '../uploads/keys.ts';
import type { EraseParts } from './ports.ts';

/** Whose wish it is, and since when. */
export type Wish = { request: string; at: string };

/** Removals under way at once: 10,000 bodies one after the other would take the better part of a minute. */
const AT_ONCE = 16;

const nothing: Tally = { found: 0, removed: 0 };
export const NOTHING: Erased = { keys: nothing, bodies: nothing, rows: nothing, uploads: nothing };

const add = (a: Tally, b: Tally): Tally => ({ found: a.found + b.found, removed: a.removed + b.removed });

export const plus = (a: Erased, b: Partial<Erased>): Erased => ({
  keys: add(a.keys, b.keys ?? nothing),
  bodies: add(a.bodies, b.bodies ?? nothing),
  rows: add(a.rows, b.rows ?? nothing),
  uploads: add(a.uploads, b.uploads ?? nothing),
});

const tallyOf = (removed: boolean): Tally => (removed ? { found: 1, removed: 1 } : nothing);

/** From here on nobody can read the stream, in backups either. */
export const shredKey = async ({ shredder }: EraseParts, address: StreamAddress, { request, at }: Wish) => ({
  keys: tallyOf(await shredder.shred(address, request, at)),
});

/** Takes the bodies of some commits of a stream; headers and commitments stay, so its chain still verifies. */
export const removeBodies = async ({ redactor }: EraseParts, address: StreamAddress, numbers: readonly number[]) => {
  for (let first = 0; first < numbers.length; first += AT_ONCE)
    await Promise.all(numbers.slice(first, first + AT_ONCE).map((number) => redactor.removeBody(address, number)));
  return { bodies: { found: numbers.length, removed: numbers.length } };
};

/** The session that a stream is; undefined for any other stream. */
const sessionIn = ({ stream }: StreamAddress): string | undefined =>
  streamType(stream) === 'session' ? stream.slice('session/'.length) : undefined;

/** Only sessions have rows. */
export const removeRow = async ({ rows }: EraseParts, address: StreamAddress) => {
  const id = sessionIn(address);
  return id === undefined ? {} : { rows: tallyOf(await rows.erase(address.subject, id)) };
};

/**
 * All that this person sent to a session, attached or not; what lies there of somebody else's session of the same id is
 * spared. No key seals files, so they are gone only once they are removed.
 */
export const removeUploads = async ({ blobs }: EraseParts, address: StreamAddress) => {
  const id = sessionIn(address);
  if (id === undefined) return {};
  const keys = await Array.fromAsync(blobs.list(uploadsOf(address.subject, id)), ({ key }) => key);
  if (keys.length > 0) await blobs.remove(keys);
  return { uploads: { found: keys.length, removed: keys.length } };
};

/** The same for many streams. */
export const removeUploadsOf = async (parts: EraseParts, addresses: readonly StreamAddress[]): Promise<Erased> => {
  let done = NOTHING;
  for (let first = 0; first < addresses.length; first += AT_ONCE) {
    const some = addresses.slice(first, first + AT_ONCE);
    for (const each of await Promise.all(some.map((address) => removeUploads(parts, address)))) done = plus(done, each);
  }
  return done;
};

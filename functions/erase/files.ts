/** Files of a person. No key seals them, so they are gone only once they are removed. */
import { exportsOf } from '../shared/exports/keys.ts';
import { uploadsOf } from '../shared/uploads/keys.ts';
import { eachOf } from '../runtime/at-once.ts';
import type { EraseParts } from './ports.ts';

type Blobs = Pick<EraseParts, 'blobs'>;

const keysBelow = ({ blobs }: Blobs, prefix: string): Promise<string[]> =>
  Array.fromAsync(blobs.list(prefix), ({ key }) => key);

/**
 * All that this person sent to some sessions, attached or not; what lies there of somebody else's session of the same id
 * is spared.
 */
export const uploadsIn = async (parts: Blobs, subject: string, sessions: readonly string[]): Promise<string[]> =>
  (await eachOf(sessions, (id) => keysBelow(parts, uploadsOf(subject, id)))).flat();

/** All exports of this person, and what one that is being made has collected: any may hold what is to go. */
export const exportsIn = (parts: Blobs, subject: string): Promise<string[]> => keysBelow(parts, exportsOf(subject));

/** @returns how many there were */
export const removeFiles = async ({ blobs }: Blobs, keys: readonly string[]): Promise<number> => {
  if (keys.length > 0) await blobs.remove(keys);
  return keys.length;
};

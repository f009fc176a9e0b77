/** SPEC N4: packs a person's history as a zip that proves itself, and stores it. */
import type { BlobStore } from '../uploads/ports.ts';
import { summed, type Sum } from '../zip/sums.ts';
import { zipped } from '../zip/zip.ts';
import { contents } from './contents.ts';
import { collectEntries } from './entries.ts';
import { bundleKey } from './keys.ts';
import type { About } from './manifest.ts';
import type { BundleParts } from './ports.ts';
import { collectSeals } from './seals.ts';

export type BundleFacts = Sum & { entries: number };

/**
 * @param file under which it is stored
 * @throws `NotFound` for an empty range, `QuotaExceeded` for one that is too large, `Corrupted`, `StorageUnavailable`
 */
export const makeBundle =
  (parts: BundleParts & { blobs: Pick<BlobStore, 'write'> }) =>
  async (about: About, file: string): Promise<BundleFacts> => {
    const entries = await collectEntries(parts, about.wish);
    // after the entries: whatever was sealed when they were read is then found
    const seals = await collectSeals(parts, entries.entries);
    const day = about.madeAt.slice(0, 'YYYY-MM-DD'.length);
    let sum: Sum = { bytes: 0, sha256: '' };
    const zip = summed(zipped(contents(parts, about, entries, seals), day), (all) => (sum = all));
    await parts.blobs.write(bundleKey(about.bundleId, file), zip, 'application/zip');
    return { ...sum, entries: entries.entries.length };
  };

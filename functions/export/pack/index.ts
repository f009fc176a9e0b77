/** Pack: one archive of what was collected. The parts go once it is there. */
import { archiveKey, partsOf } from '../../shared/exports/keys.ts';
import { zipped, type ZipLimits } from '../../shared/zip/zip.ts';
import { readAbout, removeAbout } from '../about.ts';
import { removeBelow } from '../discard.ts';
import { partsGone } from '../lines.ts';
import type { ExportParts, Which } from '../ports.ts';
import { archiveFacts, type ArchiveFacts } from './archive.ts';
import { contents } from './contents.ts';

const write = async (parts: ExportParts, which: Which, key: string, limits?: ZipLimits): Promise<void> => {
  const about = await readAbout(parts, which);
  if (!about) return;
  const day = about.exportedAt.slice(0, 'YYYY-MM-DD'.length);
  await parts.blobs.write(key, zipped(contents(parts, which, about), day, limits), 'application/zip');
  await removeAbout(parts, which);
};

/**
 * Can be repeated wherever it stopped: while `about.json` is there all parts are, and the same archive is made of them
 * again; once it is gone the archive is whole, and tells what it holds. Throws `NotFound` where there is neither, and
 * `QuotaExceeded` for more than an archive can hold.
 */
export const pack =
  (parts: ExportParts, limits?: ZipLimits) =>
  async (which: Which): Promise<ArchiveFacts> => {
    const { subject, requestId } = which;
    const key = archiveKey(subject, requestId);
    await write(parts, which, key, limits);
    await removeBelow(parts, partsOf(subject, requestId));
    const facts = await archiveFacts(parts.blobs, key);
    if (!facts) throw partsGone();
    return facts;
  };

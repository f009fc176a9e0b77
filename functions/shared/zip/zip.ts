/** A zip archive made while it is read: it goes on only when somebody wants more of it. */
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { QuotaExceeded } from '../../../schemas/errors.ts';
import { inBlocks } from './blocks.ts';

export type PackedFile = {
  path: string;
  /** Pictures and PDF are compressed already: packing them again costs time and saves nothing. */
  isCompressed?: true;
  bytes: AsyncIterable<string | Uint8Array>;
};

/** What the zip format holds without its extension of 64 bits, which not every program reads: 4 GB, 65,534 files. */
export const ZIP_LIMITS = { bytes: 0xffff_fffe, files: 0xfffe };
export type ZipLimits = typeof ZIP_LIMITS;

const NOTHING = new Uint8Array();

/** SPEC A11 promises everything: who has more than one archive holds gets none that is silently less. */
const tooLarge = (facts: Record<string, number>): QuotaExceeded =>
  new QuotaExceeded(
    'This is more than one archive can hold (4 GB, or 65,534 files). Remove files that you no longer need and ask again, or ask the people who run this service for your data in parts.',
    facts,
  );

/**
 * The archive of these files, one after the other. Throws `QuotaExceeded` above the limits.
 * @param day `2026-11-21`: the time of every file in it, so that the same files make the same archive
 */
export async function* zipped(
  files: AsyncIterable<PackedFile>,
  day: string,
  limits: ZipLimits = ZIP_LIMITS,
): AsyncGenerator<Uint8Array> {
  // the format has local times without a zone, and noon exists everywhere
  const mtime = new Date(`${day}T12:00:00`);
  let made: Uint8Array[] = [];
  let [bytes, count] = [0, 0];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    made.push(chunk);
    bytes += chunk.length;
  });
  const taken = (): Uint8Array[] => {
    if (bytes > limits.bytes) throw tooLarge({ bytes, limit: limits.bytes });
    const chunks = made;
    made = [];
    return chunks;
  };

  for await (const { path, isCompressed, bytes: content } of files) {
    count += 1;
    if (count > limits.files) throw tooLarge({ files: count, limit: limits.files });
    const file = isCompressed ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
    file.mtime = mtime;
    zip.add(file);
    for await (const block of inBlocks(content)) {
      file.push(block);
      if (file.size > limits.bytes) throw tooLarge({ bytes: file.size, limit: limits.bytes });
      yield* taken();
    }
    file.push(NOTHING, true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}

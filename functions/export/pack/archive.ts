/** What an archive says of itself. */
import type { BlobStore } from '../../shared/uploads/ports.ts';
import { summed, type Sum } from '../../shared/zip/sums.ts';

export type ArchiveFacts = Sum & { files: number };

/** Bytes of the record at the end of a zip that has no comment. */
const END = 22;
/** Where in it the number of files stands, in two bytes. */
const FILES_AT = 10;

/** Undefined where there is none. It reads all of it. */
export const archiveFacts = async (
  blobs: Pick<BlobStore, 'stream'>,
  key: string,
): Promise<ArchiveFacts | undefined> => {
  const stream = await blobs.stream(key);
  if (!stream) return undefined;
  let sum: Sum = { bytes: 0, sha256: '' };
  let end = Buffer.alloc(0);
  for await (const piece of summed(stream, (all) => (sum = all)))
    end = Buffer.concat([end, piece.subarray(-END)]).subarray(-END);
  return { ...sum, files: end.readUInt16LE(FILES_AT) };
};

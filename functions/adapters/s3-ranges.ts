/** A file of S3, range by range, so that it needs as little memory and as much time as whoever reads it wants. */
import { S3ServiceException, type GetObjectCommandOutput } from '@aws-sdk/client-s3';

/**
 * Bytes that are asked for at once. Each request is over before the next range is wanted: an answer that is read slowly,
 * while something else is written, would be cut off.
 */
const RANGE = 4 * 1024 * 1024;

/** Asks for a range of one file; undefined where there is no such file. */
export type GetRange = (range: { Range: string; IfMatch?: string }) => Promise<GetObjectCommandOutput | undefined>;

/** Of the whole file: `bytes 0-99/1234`, or the length of what came in one piece. */
export const sizeOf = ({ ContentRange, ContentLength = 0 }: GetObjectCommandOutput): number =>
  ContentRange === undefined ? ContentLength : Number(ContentRange.split('/')[1]);

/** Bytes from somewhere on. `size` is that of the whole file, `tag` names its content. */
type Piece = { bytes: Uint8Array; size: number; tag: string | undefined };

const EMPTY: Piece = { bytes: new Uint8Array(), size: 0, tag: undefined };

const pieceOf = async (get: GetRange, start: number, tag?: string): Promise<Piece | undefined> => {
  const range = { Range: `bytes=${start}-${start + RANGE - 1}`, ...(tag === undefined ? {} : { IfMatch: tag }) };
  try {
    const found = await get(range);
    return found && { bytes: await found.Body!.transformToByteArray(), size: sizeOf(found), tag: found.ETag };
  } catch (error) {
    // S3 has no range of an empty file
    if (error instanceof S3ServiceException && error.name === 'InvalidRange' && start === 0) return EMPTY;
    throw error;
  }
};

async function* following(get: GetRange, first: Piece): AsyncGenerator<Uint8Array> {
  yield first.bytes;
  for (let start = first.bytes.length; start < first.size;) {
    const piece = await pieceOf(get, start, first.tag);
    if (!piece) throw new Error('The file was removed while it was read.');
    yield piece.bytes;
    start += piece.bytes.length;
  }
}

/** Undefined where there is no such file. Throws, as it is read, where another one took its place. */
export const inRanges = async (get: GetRange): Promise<AsyncIterable<Uint8Array> | undefined> => {
  const first = await pieceOf(get, 0);
  return first && following(get, first);
};

/** Whether a file is what its type says, by its first bytes (SPEC B3). */
import { fileTypeFromBuffer } from 'file-type';

/** What is looked at. The formats say who they are within some hundred bytes; a PNG may have a profile before it. */
export const LOOKED_AT_BYTES = 64 * 1024;

const HEIC_BRANDS = new Set(['heic', 'heix']);

/** Phones write `mif1` before the brand that counts; so does what holds no HEVC picture at all. */
const isHeic = (bytes: Uint8Array): boolean => {
  const box = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = Math.min(box.readUInt32BE(0), box.length, 256);
  for (let place = 16; place + 4 <= end; place += 4)
    if (HEIC_BRANDS.has(box.toString('latin1', place, place + 4))) return true;
  return false;
};

/** The type that the content shows; undefined for one that nobody knows. @param bytes the beginning of the file */
export const typeOfContent = async (bytes: Uint8Array): Promise<string | undefined> => {
  // whatever a stranger's bytes do to the parser, they are no picture then
  const mime = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime;
  // an animated PNG is a PNG to whoever cannot animate it, and browsers call it one
  if (mime === 'image/apng') return 'image/png';
  if (mime === 'image/heif' && isHeic(bytes)) return 'image/heic';
  return mime;
};

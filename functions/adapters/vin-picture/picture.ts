/**
 * Whether a file is a picture that may be opened: judged by its content, before any decoder unpacks it. A PNG of a few
 * kilobytes can unpack to gigabytes; its size stands in its first bytes.
 */
import { fileTypeFromBuffer } from 'file-type';
import { InvalidInput } from '../../../schemas/errors.ts';

/** SPEC B3. */
const LARGEST_BYTES = 10_000_000;

/** Phones send 12 or 24 million pixels. 25 million take some 100 MB to read. */
const MOST_PIXELS = 25_000_000;

type Size = { width: number; height: number };

/** The header comes first and is always of the same form. */
const sizeOfPng = (bytes: DataView): Size => ({ width: bytes.getUint32(16), height: bytes.getUint32(20) });

/** Segments of marker, length and content; the one that starts the frame has the size. Its markers are C0 to CF but three. */
const sizeOfJpeg = (bytes: DataView): Size => {
  let at = 2;
  for (;;) {
    const marker = bytes.getUint16(at);
    if (marker === 0xffff) {
      at += 1; // padding before a marker
      continue;
    }
    const startsFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (startsFrame) return { width: bytes.getUint16(at + 7), height: bytes.getUint16(at + 5) };
    at += 2 + bytes.getUint16(at + 2);
  }
};

/** Three forms, told apart by the name of their first chunk: lossy, lossless, extended. */
const sizeOfWebp = (bytes: DataView): Size => {
  const form = String.fromCharCode(bytes.getUint8(15));
  if (form === ' ') return { width: bytes.getUint16(26, true) & 0x3fff, height: bytes.getUint16(28, true) & 0x3fff };
  if (form === 'L') {
    const bits = bytes.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  const [width, height] = [bytes.getUint32(24, true) & 0xffffff, bytes.getUint32(26, true) >>> 8];
  return { width: width + 1, height: height + 1 };
};

const sizes: Readonly<Record<string, (bytes: DataView) => Size>> = {
  'image/png': sizeOfPng,
  'image/jpeg': sizeOfJpeg,
  'image/webp': sizeOfWebp,
};

const sizeOf = async (picture: Uint8Array): Promise<Size> => {
  try {
    const { mime } = (await fileTypeFromBuffer(picture)) ?? { mime: '' };
    return sizes[mime]!(new DataView(picture.buffer, picture.byteOffset, picture.byteLength));
  } catch {
    // of another kind, or cut off before its size
    throw new InvalidInput('This file is no picture that can be read. Send a PNG, JPEG or WebP file.');
  }
};

/** @throws InvalidInput where it is no picture, or too large in bytes or in pixels */
export const checkPicture = async (picture: Uint8Array): Promise<void> => {
  if (picture.byteLength > LARGEST_BYTES)
    throw new InvalidInput('This picture has more than 10 MB. Send a smaller one.');
  const { width, height } = await sizeOf(picture);
  if (width * height > MOST_PIXELS)
    throw new InvalidInput('This picture has more than 25 megapixels. Send a smaller one.');
};

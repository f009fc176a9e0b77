/** The VIN on a picture (SPEC A7): by its barcode, which is either read right or not at all, and else by its letters. */
import { InvalidInput } from '../../../schemas/errors.ts';
import type { PictureReader, TextReader, VinOnPicture } from '../../vin/ports.ts';
import { createBarcodeReader } from './barcodes.ts';
import { vinsInBarcode, vinsInLine } from './candidates.ts';
import { checkPicture } from './picture.ts';

const SEVERAL = 'This picture shows more than one VIN. Send one of a single label, or type the 17 characters.';
const NONE =
  'No VIN could be read from this picture. Take one from the front, close and in good light, or type the 17 characters.';

/** The only one; undefined where there is none. Of two, neither is chosen. */
const onlyOne = (vins: readonly string[]): string | undefined => {
  const distinct = new Set(vins);
  if (distinct.size > 1) throw new InvalidInput(SEVERAL, { found: distinct.size });
  return vins[0];
};

const readPicture = async (
  picture: Uint8Array,
  barcodesOn: (picture: Uint8Array) => Promise<string[]>,
  text: TextReader,
): Promise<VinOnPicture> => {
  await checkPicture(picture);
  const coded = onlyOne((await barcodesOn(picture)).flatMap(vinsInBarcode));
  if (coded !== undefined) return { vin: coded, readBy: 'barcode' };
  for await (const lines of text.readings(picture)) {
    const written = onlyOne(lines.flatMap(vinsInLine));
    if (written !== undefined) return { vin: written, readBy: 'text' };
  }
  throw new InvalidInput(NONE);
};

/**
 * @param text how letters are read: `createTesseract()` on one machine
 * @returns the port; closing it closes `text`
 */
export const createPictureReader = ({ text }: { text: TextReader }): PictureReader => {
  const barcodesOn = createBarcodeReader();
  return { read: (picture) => readPicture(picture, barcodesOn, text), close: () => text.close() };
};

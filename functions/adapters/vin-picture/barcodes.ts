/** Barcodes as vehicles carry them: Code 39 and Code 128 at the door, Data Matrix and QR at the windscreen, PDF417 on papers. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';

const options: ReaderOptions = {
  formats: ['Code39', 'Code128', 'DataMatrix', 'QRCode', 'PDF417'],
  maxNumberOfSymbols: 16,
};

/** From the package's own file: by itself it would fetch it from a CDN. */
const prepare = async (): Promise<void> => {
  const wasmBinary = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasmBinary).buffer }, fireImmediately: true });
};

/**
 * @returns a function that gives the texts of the barcodes on a PNG or JPEG, in any direction; none for a WebP, which
 *   this decoder does not open. It computes in this thread: 40 ms for a screenful, 0.8 s for 24 megapixels
 */
export const createBarcodeReader = () => {
  let prepared: Promise<void> | undefined;
  return async (picture: Uint8Array): Promise<string[]> => {
    await (prepared ??= prepare());
    const found = await readBarcodes(picture, options);
    return found.filter(({ isValid }) => isValid).map(({ text }) => text);
  };
};

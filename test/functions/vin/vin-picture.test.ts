import { existsSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { vinsInBarcode, vinsInLine } from '../../../functions/adapters/vin-picture/candidates.ts';
import { createPictureReader } from '../../../functions/adapters/vin-picture/index.ts';
import { createTesseract } from '../../../functions/adapters/vin-picture/tesseract.ts';
import type { TextReader } from '../../../functions/vin/ports.ts';
import { InvalidInput, StorageUnavailable } from '../../../schemas/errors.ts';
import { thrownBy } from '../../support/loopback.ts';
import { CIVIC, madeUp } from './made-up.ts';
import { barcodeOf, pngOf, textOf } from './pictures.ts';

const OTHER = madeUp('5YJ3E1EA', 'JF000001');
const NO_VIN = 'No VIN could be read from this picture.';

/** Says what it is told to, and counts how often it was asked. */
const said = (...readings: string[][]) => {
  const asked: string[][] = [];
  const text: TextReader = {
    readings: async function* () {
      for (const lines of readings) {
        asked.push(lines);
        yield lines;
      }
    },
    close: async () => {},
  };
  return { text, asked };
};
const readWith = (picture: Uint8Array, ...readings: string[][]) =>
  createPictureReader({ text: said(...readings).text }).read(picture);
const blank = pngOf(32, 32, new Uint8Array(32 * 32).fill(255));

describe('a barcode is read first', () => {
  it.each([
    ['Code39', CIVIC],
    ['Code39', `I${CIVIC}`],
    ['Code128', CIVIC],
    ['DataMatrix', CIVIC],
    ['QRCode', `https://maker.example/?vin=${CIVIC}&x=1`],
    ['PDF417', `REG 12-34 VIN ${CIVIC} CLASS M1`],
  ] as const)('%s with %s', async (format, content) => {
    const { text, asked } = said([OTHER]);
    const read = await createPictureReader({ text }).read(await barcodeOf(content, format));
    expect(read).toEqual({ vin: CIVIC, readBy: 'barcode' });
    expect(asked).toEqual([]);
  });

  it('and where it holds no VIN, the letters are', async () =>
    expect(await readWith(await barcodeOf('PART 4711', 'Code128'), [CIVIC])).toEqual({ vin: CIVIC, readBy: 'text' }));

  it.each([CIVIC.slice(1), `X${CIVIC}`, CIVIC.replace('2HG', '3HG'), 'A'.repeat(40)])('%s is none', (text) =>
    expect(vinsInBarcode(text)).toEqual([]),
  );
});

describe('letters', () => {
  it.each([
    ['alone', CIVIC],
    ['in small ones', CIVIC.toLowerCase()],
    ['after a label', `VIN: ${CIVIC}`],
    ['after a label that was read half', `V1N NO. ${CIVIC}`],
    ['in groups', `${CIVIC.slice(0, 3)} ${CIVIC.slice(3, 9)} ${CIVIC.slice(9)}`],
    ['in groups after a label', `VIN ${CIVIC.slice(0, 9)} ${CIVIC.slice(9)}`],
    ['between stars', `*${CIVIC}*`],
    ['among words', `TYPE 4D ${CIVIC} SEDAN`],
    ['with zeros taken for letters', CIVIC.replaceAll('0', 'O')],
    ['with a one among the last four taken for an I', CIVIC.replace(/1$/, 'I')],
  ])('%s are read', (_how, line) => expect(vinsInLine(line)).toEqual(expect.arrayContaining([CIVIC])));

  it.each([
    ['a wrong letter', CIVIC.replace('F', 'E')],
    ['one too many', `${CIVIC}1`],
    ['an I that may be a J, which counts the same', madeUp('1HGFC2F5', 'KH500001').replace('1', 'I')],
    ['words that have 17 letters together', 'VEHICLE CONFORMSTO'],
    ['a VIN whose serial is none', madeUp('2HGFC2F5', 'KH50000A')],
  ])('with %s are not', (_what, line) => expect(vinsInLine(line)).toEqual([]));

  it('are read in another way where one gives no VIN, and no further than needed', async () => {
    const { text, asked } = said(['HONDA'], [CIVIC], [OTHER]);
    expect(await createPictureReader({ text }).read(blank)).toEqual({ vin: CIVIC, readBy: 'text' });
    expect(asked).toHaveLength(2);
  });
});

it('of two VINs neither is chosen', async () => {
  const error = await thrownBy(readWith(blank, [CIVIC, `VIN ${OTHER}`]), InvalidInput);
  expect(error.message).toMatch(/^This picture shows more than one VIN/);
});

describe('a file is refused', () => {
  const header = (size: number, ...parts: [at: number, bytes: number[]][]): Uint8Array => {
    const bytes = new Uint8Array(size);
    for (const [at, part] of parts) bytes.set(part, at);
    return bytes;
  };
  const jpeg = (...size: [number, number, number, number]) =>
    header(64, [0, [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xff, 0xc0, 0, 17, 8, ...size]]);
  const letters = (text: string): number[] => [...Buffer.from(text, 'latin1')];
  const webp = (form: string, at: number, size: number[]) =>
    header(64, [0, letters('RIFF')], [8, letters(`WEBPVP8${form}`)], [at, size]);

  it.each<[string, Uint8Array, string]>([
    ['that is empty', new Uint8Array(), 'This file is no picture'],
    ['that is text', Buffer.from(CIVIC), 'This file is no picture'],
    ['that is a PDF', Buffer.from('%PDF-1.7\n'), 'This file is no picture'],
    ['that is a GIF', Buffer.from('GIF89a\x10\0\x10\0\0\0\0'), 'This file is no picture'],
    ['that ends before its size', jpeg(0, 16, 0, 16).subarray(0, 9), 'This file is no picture'],
    ['of more than 10 MB', header(10_000_001), 'This picture has more than 10 MB'],
    ['that unpacks to gigabytes: PNG', pngOf(50_000, 50_000, new Uint8Array()), 'This picture has more than 25 mega'],
    ['that unpacks to gigabytes: JPEG', jpeg(0xff, 0xff, 0xff, 0xff), 'This picture has more than 25 mega'],
    ['that unpacks to gigabytes: WebP', webp(' ', 26, [0xff, 0x3f, 0xff, 0x3f]), 'This picture has more than 25 mega'],
    ['that unpacks to gigabytes: lossless', webp('L', 21, [0xff, 0xff, 0xff, 0xff]), 'This picture has more than 25'],
    ['that unpacks to gigabytes: extended', webp('X', 24, [0, 0, 1, 0, 0, 1]), 'This picture has more than 25'],
    ['that shows nothing', blank, NO_VIN],
    ['that is cut off', pngOf(32, 32, new Uint8Array(32 * 32)).subarray(0, 45), NO_VIN],
    ['that claims to be a JPEG', jpeg(0, 16, 0, 16), NO_VIN],
    ['that claims to be a WebP', webp(' ', 26, [16, 0, 16, 0]), NO_VIN],
  ])('%s', async (_what, picture, sentence) => {
    const error = await thrownBy(readWith(picture, []), InvalidInput);
    expect(error.message.slice(0, sentence.length)).toBe(sentence);
  });
});

describe('with the text recognition of this machine', () => {
  const tesseract = createTesseract();
  const reader = createPictureReader({ text: tesseract });
  afterAll(() => reader.close());
  const PRINTED = '4T4EK7HN7FA147474';

  it('a printed VIN is read, two pictures at once', async () => {
    const label = textOf('TEXT NEXT', `VIN: ${PRINTED}`, 'MAKE 474 1');
    expect(await Promise.all([reader.read(label), reader.read(label)])).toEqual([
      { vin: PRINTED, readBy: 'text' },
      { vin: PRINTED, readBy: 'text' },
    ]);
    expect(existsSync('eng.traineddata')).toBe(false);
  });

  it('a picture that it cannot open does not harm the next one', async () => {
    const cutOff = textOf(PRINTED).subarray(0, 500);
    await thrownBy(reader.read(cutOff), InvalidInput);
    expect((await reader.read(textOf('4T4E K7HN4 LA 477147'))).vin).toBe('4T4EK7HN4LA477147');
  });

  it('a picture without a VIN is said to have none', async () => {
    const error = await thrownBy(reader.read(textOf('HALT')), InvalidInput);
    expect(error.message).toContain(NO_VIN);
  });

  it('after it was closed it reads no more', async () => {
    await reader.close();
    await thrownBy(reader.read(textOf('HALT')), StorageUnavailable);
  });
});

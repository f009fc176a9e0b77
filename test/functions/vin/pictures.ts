/** Pictures of made-up VINs, made here: barcodes by the decoder's own writer, letters by strokes on a grid of pixels. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { crc32, deflateSync } from 'node:zlib';
import { prepareZXingModule, writeBarcode, type WriterOptions } from 'zxing-wasm/writer';

const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm'));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });

/** A PNG of one barcode. */
export const barcodeOf = async (text: string, format: NonNullable<WriterOptions['format']>): Promise<Uint8Array> => {
  const { image, error } = await writeBarcode(text, { format, scale: 3 });
  if (!image) throw new Error(error);
  return new Uint8Array(await image.arrayBuffer());
};

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
};

/** A grey PNG. `pixels` may be fewer than the size promises, as in a file that only claims to be large. */
export const pngOf = (width: number, height: number, pixels: Uint8Array): Uint8Array => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header[8] = 8; // bits a pixel, of grey
  const rows = Array.from({ length: pixels.length / width }, (_, row) => [
    Buffer.alloc(1),
    pixels.subarray(row * width, (row + 1) * width),
  ]).flat();
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.concat(rows));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
};

/** Corners of each letter's strokes, `x,y` in a box of 4 by 6; the letters that are drawn with a ruler. */
const strokes: Readonly<Record<string, string>> = {
  A: '0,6 2,0 4,6;0.7,4 3.3,4',
  E: '4,0 0,0 0,6 4,6;0,3 3,3',
  F: '4,0 0,0 0,6;0,3 3,3',
  H: '0,0 0,6;4,0 4,6;0,3 4,3',
  I: '2,0 2,6',
  K: '0,0 0,6;4,0 0,3.5;1.3,2.5 4,6',
  L: '0,0 0,6 4,6',
  M: '0,6 0,0 2,3 4,0 4,6',
  N: '0,6 0,0 4,6 4,0',
  T: '0,0 4,0;2,0 2,6',
  V: '0,0 2,6 4,0',
  X: '0,0 4,6;4,0 0,6',
  '1': '0.8,1.2 2.2,0 2.2,6',
  '4': '3,6 3,0 0,4 4,4',
  '7': '0,0 4,0 1.5,6',
  ':': '2,2 2,2.1;2,5 2,5.1',
  ' ': '',
};

type Point = [number, number];
const distance = ([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number => {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
};

const segmentsOf = (letter: string): [Point, Point][] =>
  (strokes[letter] ?? '').split(';').flatMap((line) => {
    const points = line.split(' ').map((point) => point.split(',').map(Number) as Point);
    return points.slice(1).map((point, index): [Point, Point] => [points[index]!, point]);
  });

/** Lines of text as a PNG, black on white, 48 pixels high. */
export const textOf = (...lines: string[]): Uint8Array => {
  const [unit, pen, advance, leading, margin] = [8, 3.2, 50, 110, 60];
  const width = Math.max(...lines.map((line) => line.length)) * advance + 2 * margin;
  const height = lines.length * leading + 2 * margin;
  const pixels = new Uint8Array(width * height).fill(255);
  for (const [row, line] of lines.entries())
    for (const [column, letter] of line.split('').entries()) {
      const segments = segmentsOf(letter);
      const [left, top] = [margin + column * advance, margin + row * leading];
      for (let y = -8; y < 56; y += 1)
        for (let x = -8; x < 40; x += 1) {
          const at: Point = [x / unit, y / unit];
          const near = Math.min(Infinity, ...segments.map(([from, to]) => distance(at, from, to))) * unit;
          const ink = Math.max(0, Math.min(1, pen + 0.5 - near));
          if (ink > 0) pixels[(top + y) * width + left + x] = Math.round(255 * (1 - ink));
        }
    }
  return pngOf(width, height, pixels);
};

import { describe, expect, it } from 'vitest';
import { lookAt } from '../../../functions/shared/uploads/look-at.ts';
import { attachmentHeader, fileNameOf } from '../../../functions/shared/uploads/file-name.ts';
import type { BlobStore } from '../../../functions/shared/uploads/ports.ts';
import { APNG, AVIF_IN_MIF1, GIF, HEIC, HTML, JPEG, MIF1_HEIC, PDF, PNG, WEBP } from '../../support/files.ts';

/** A place that holds one file, and what becomes of it. */
const holding = (bytes: Buffer | undefined, contentType = 'image/png', size = bytes?.length ?? 0) => {
  const removed: string[] = [];
  const blobs: Pick<BlobStore, 'read' | 'remove'> = {
    read: async (_key, { limit } = {}) => bytes && { bytes: bytes.subarray(0, limit), contentType, size },
    remove: async (keys) => void removed.push(...keys),
  };
  return { look: () => lookAt(blobs, 'a-key'), removed };
};

describe('a file that is what its type says', () => {
  it.each([
    ['image/png', PNG],
    ['image/png', APNG],
    ['image/jpeg', JPEG],
    ['image/gif', GIF],
    ['image/webp', WEBP],
    ['image/heic', HEIC],
    ['image/heic', MIF1_HEIC],
    ['application/pdf', PDF],
  ])('%s is taken', async (contentType, bytes) => {
    const { look, removed } = holding(bytes, contentType);
    expect(await look()).toEqual({ contentType, size: bytes.length });
    expect(removed).toEqual([]);
  });

  it('and has a long colour profile before its picture is taken too', async () => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(300_000);
    const profile = Buffer.concat([length, Buffer.from('iCCP'), Buffer.alloc(300_004)]);
    const long = Buffer.concat([PNG.subarray(0, 33), profile, PNG.subarray(33)]);
    expect(await holding(long).look()).toEqual({ contentType: 'image/png', size: long.length });
  });
});

describe('a file that is something else', () => {
  it.each([
    ['a page', 'image/png', HTML],
    ['a PDF', 'image/png', PDF],
    ['a PNG', 'application/pdf', PNG],
    ['a JPEG', 'image/png', JPEG],
    ['AVIF in a box of HEIC’s', 'image/heic', AVIF_IN_MIF1],
    ['a program', 'image/jpeg', Buffer.from('MZ\x90\x00'.padEnd(128, '\0'), 'latin1')],
    ['nothing that anybody knows', 'image/jpeg', Buffer.from('hello')],
    ['one byte', 'image/jpeg', Buffer.from([0xff])],
    ['a box without an end', 'image/heic', Buffer.from([0xff, 0xff, 0xff, 0xff, ...Buffer.from('ftypmif1')])],
  ])('%s under the type %s is refused, and gone', async (_what, contentType, bytes) => {
    const { look, removed } = holding(bytes, contentType);
    await expect(look()).rejects.toMatchObject({ name: 'InvalidInput', message: expect.stringContaining(contentType) });
    expect(removed).toEqual(['a-key']);
  });

  it.each([
    ['of a type that is not taken', 'image/svg+xml', 10],
    ['that is empty', 'image/png', 0],
    ['that is too large', 'image/png', 10 * 1024 * 1024 + 1],
  ])('%s is refused, and gone', async (_what, contentType, size) => {
    const { look, removed } = holding(PNG, contentType, size);
    await expect(look()).rejects.toMatchObject({ name: 'InvalidInput' });
    expect(removed).toEqual(['a-key']);
  });
});

it('a file that was never sent is not found, in words that say what to do', async () => {
  const { look, removed } = holding(undefined);
  await expect(look()).rejects.toMatchObject({ name: 'NotFound', message: expect.stringContaining('requestUpload') });
  expect(removed).toEqual([]);
});

describe('a file’s name', () => {
  it.each([
    ['brakes.png', 'brakes.png'],
    ['  brakes.png ', 'brakes.png'],
    ['C:\\fakepath\\brakes.png', 'brakes.png'],
    ['../../etc/passwd', 'passwd'],
    ['Bremse vorn – ü 👩🏽‍🔧.png', 'Bremse vorn – ü 👩🏽‍🔧.png'],
    ['line\r\nSet-Cookie: a=b', 'lineSet-Cookie: a=b'],
    ['photo\u202egnp.exe', 'photognp.exe'],
    ['a\ud800b', 'a\ufffdb'],
    ['', 'file.png'],
    [null, 'file.png'],
    ['folder/', 'file.png'],
    ['x'.repeat(500), 'x'.repeat(120)],
    [`${'x'.repeat(119)}👩 and more`, 'x'.repeat(119)],
  ])('%j is %j', (given, name) => {
    expect(fileNameOf(given, 'image/png')).toBe(name);
  });

  it('leaves its header whole, whatever it is', () => {
    for (const name of ['a"; filename=b', 'ü', "it's (1).png", '\ud800'])
      expect(attachmentHeader(name)).toMatch(/^attachment; filename="[\w .()-]*"; filename\*=UTF-8''[\w.%~-]*$/);
  });
});

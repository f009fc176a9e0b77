/** The archive itself: whole, checked by programs that are not ours, and the same whenever it is made of the same. */
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { session, sessionStream } from '../../../events/session/index.ts';
import { createS3Blobs, createS3Client } from '../../../functions/adapters/s3-blobs.ts';
import { collect } from '../../../functions/export/collect/index.ts';
import { discard } from '../../../functions/export/discard.ts';
import { pack } from '../../../functions/export/pack/index.ts';
import { archiveKey, exportsOf } from '../../../functions/shared/exports/keys.ts';
import { uploadKey } from '../../../functions/shared/uploads/keys.ts';
import { PNG } from '../../support/files.ts';
import { exportHome, type Exported, type ExportHome } from '../../support/export-home.ts';
import { clientFor } from '../../support/loopback.ts';
import { BUCKET, startS3 } from '../../support/s3.ts';
import { unzipped } from '../../support/unzipped.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

let home: ExportHome;
beforeAll(async () => {
  home = await exportHome();
});
afterAll(() => home.stop());

/** Somebody with one session, and files of these names attached to it. Those named in `gone` never got there. */
const personWith = async (names: string[], gone: string[] = []) => {
  const [user, sessionId] = [`user-${randomUUID()}`, randomUUID()];
  const address = sessionStream(user, sessionId);
  await home.record(session, address, { type: 'SessionStarted', level: 'quick' });
  for (const name of names) {
    const uploadId = randomUUID();
    const file = { uploadId, contentType: 'image/png', size: PNG.length, name };
    await home.record(session, address, { type: 'FileAttached', ...file });
    if (!gone.includes(name)) await home.upload(user, sessionId, uploadId, Buffer.concat([PNG, Buffer.from(name)]));
  }
  return { user, sessionId };
};

type Manifest = { files: { path: string; bytes: number; sha256: string }[]; missing: string[] };
const manifestOf = ({ files }: Exported) => JSON.parse(files.get('manifest.json')!.toString()) as Manifest;

describe('an archive', () => {
  let made: Exported;
  let sessionId: string;
  beforeAll(async () => {
    const person = await personWith(['brakes.png', 'Bremse vorn ü.png']);
    sessionId = person.sessionId;
    made = await home.exported(person.user);
  });

  it('has the facts that the job is told', () => {
    const { facts, archive, files } = made;
    expect(facts).toEqual({ files: files.size, bytes: archive.length, sha256: sha256(archive) });
  });

  it('holds a page, the data, the files as they were sent, and says what it is', () => {
    const folder = `uploads/files/${sessionId}`;
    const names = ['account', 'vehicles', 'sessions', 'conversations', 'uploads', 'requests'];
    expect([...made.files.keys()].toSorted()).toEqual(
      [
        ...['README.txt', 'SHA256SUMS', 'index.html', 'manifest.json'],
        ...names.map((name) => `${name}/data.json`),
        ...[`${folder}/brakes.png`, `${folder}/Bremse vorn ü.png`],
      ].toSorted(),
    );
    expect(made.files.get(`${folder}/brakes.png`)).toEqual(Buffer.concat([PNG, Buffer.from('brakes.png')]));
    expect(made.files.get('README.txt')!.toString()).toContain(made.which.requestId);
  });

  it('has a manifest that names every other file with its size and sum', () => {
    const { files } = manifestOf(made);
    expect(files.map(({ path }) => path).toSorted()).toEqual(
      [...made.files.keys()].filter((path) => path !== 'manifest.json').toSorted(),
    );
    for (const { path, ...sum } of files) {
      const bytes = made.files.get(path)!;
      expect(sum).toEqual({ bytes: bytes.length, sha256: sha256(bytes) });
    }
  });

  it('can be checked with sha256sum, as its README says, and a changed file is found', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dixon-sums-'));
    const check = () => execFileSync('sha256sum', ['--strict', '-c', 'SHA256SUMS'], { cwd: folder, stdio: 'pipe' });
    try {
      for (const [path, bytes] of made.files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), bytes);
      }
      expect(check().toString().trim().split('\n')).toHaveLength(made.files.size - 2);
      writeFileSync(join(folder, 'index.html'), 'changed');
      expect(check).toThrow(/index.html: FAILED|1 computed checksum did NOT match/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

it('the same parts make the same archive, byte by byte', async () => {
  const { user } = await personWith(['brakes.png']);
  const which = await home.ask(user);
  await collect(home.parts)(which);
  // what crashed before it took its parts away
  const keep = { ...home.blobs, remove: async () => {} };
  const first = await pack({ ...home.parts, blobs: keep })(which);
  expect(await pack(home.parts)(which)).toEqual(first);
});

it('no name gets out of its folder, hides, or takes the place of another', async () => {
  const names = [
    ...['a.png', 'A.png', 'a.png', 'a (2).png', '..', '.hidden', 'con.png', 'x/../../y', 'a:b?c*d|e"f<g>.png'],
    '-rf.png',
  ];
  const { user, sessionId } = await personWith(names);
  const { files, data } = await home.exported(user);
  const folder = `uploads/files/${sessionId}/`;
  const packed = [...files.keys()].filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
  expect(packed.toSorted()).toEqual(
    [
      ...['a.png', 'A (2).png', 'a (3).png', 'a (2) (2).png', 'file', 'hidden', '_con.png'],
      ...['x_.._.._y', 'a_b_c_d_e_f_g_.png', 'rf.png'],
    ].toSorted(),
  );
  const listed = data('uploads') as { name: string; path: string }[];
  expect(listed.map(({ name }) => name)).toEqual(names);
  for (const { name, path } of listed) expect(files.get(path)).toEqual(Buffer.concat([PNG, Buffer.from(name)]));
});

it('a file that was removed meanwhile is named as missing, and the rest is there', async () => {
  const { user, sessionId } = await personWith(['there.png', 'gone.png'], ['gone.png']);
  const made = await home.exported(user);
  expect(manifestOf(made).missing).toEqual([`uploads/files/${sessionId}/gone.png`]);
  expect(made.files.has(`uploads/files/${sessionId}/there.png`)).toBe(true);
});

it('on S3 it goes there in parts, holds the same, and leaves nothing else', async () => {
  const { user, sessionId } = await personWith(['brakes.png']);
  const uploadId = randomUUID();
  const picture = randomBytes(9 * 1024 * 1024);
  const file = { uploadId, contentType: 'image/png', size: picture.length, name: 'large.png' };
  await home.record(session, sessionStream(user, sessionId), { type: 'FileAttached', ...file });
  const s3 = await startS3({ pageSize: 100 });
  try {
    const client = createS3Client({ ...clientFor(s3), forcePathStyle: true });
    const blobs = createS3Blobs({ client, bucket: BUCKET, now: home.parts.now });
    const parts = { ...home.parts, blobs };
    await blobs.write(uploadKey(user, sessionId, uploadId), picture, 'image/png');
    const which = await home.ask(user);
    await collect(parts)(which);
    const facts = await pack(parts)(which);
    const key = archiveKey(which.subject, which.requestId);
    expect((await Array.fromAsync(blobs.list(exportsOf(user)))).map((each) => each.key)).toEqual([key]);
    expect([s3.openUploads.size, s3.asked.some(({ path }) => path.includes('partNumber=2'))]).toEqual([0, true]);
    const archive = s3.objects.get(key)!.bytes;
    expect(facts.sha256).toBe(sha256(archive));
    const files = unzipped(archive);
    expect(files.get(`uploads/files/${sessionId}/large.png`)!.equals(picture)).toBe(true);
    expect(files.size).toBe(facts.files);
  } finally {
    await s3.stop();
  }
});

describe('what no archive can hold', () => {
  it.each([
    ['bytes', { bytes: 3_000, files: 100 }],
    ['files', { bytes: 1e6, files: 9 }],
  ])('for its %s is refused by name, and leaves no half an archive', async (_what, limits) => {
    const { user } = await personWith(['brakes.png']);
    const which = await home.ask(user);
    await collect(home.parts)(which);
    await expect(pack(home.parts, limits)(which)).rejects.toMatchObject({ name: 'QuotaExceeded' });
    const left = await Array.fromAsync(home.blobs.list(exportsOf(user)), ({ key }) => key);
    expect(left.filter((key) => key.endsWith('.zip'))).toEqual([]);
    expect((await pack(home.parts)(which)).files).toBe(11);
  });
});

it('an export that is discarded leaves nothing, at whatever step', async () => {
  const { user } = await personWith(['brakes.png']);
  const which = await home.ask(user);
  const left = () => Array.fromAsync(home.blobs.list(exportsOf(user)), ({ key }) => key);
  await collect(home.parts)(which);
  expect(await discard(home.parts)(which)).toEqual({ removed: 7 });
  expect(await left()).toEqual([]);
  await collect(home.parts)(which);
  await pack(home.parts)(which);
  expect(await left()).toHaveLength(1);
  expect(await discard(home.parts)(which)).toEqual({ removed: 1 });
  expect(await discard(home.parts)(which)).toEqual({ removed: 0 });
});

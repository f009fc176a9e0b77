/** The folder of one machine: what somebody did to a file there shows. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Digest, DigestStore } from '../../../functions/shared/digests/ports.ts';
import { hashOfStatement } from '../../../functions/shared/digests/statement.ts';
import { digestFolderIn } from '../../../infra/local/digest-folder.ts';
import { signerIn } from '../../../infra/local/signer-file.ts';
import { digestOf, headsOf } from '../../support/digests.ts';

let dataDir: string;
let digests: DigestStore;
let all: Digest[];

const HOURS = ['2026-11-21T07', '2026-11-21T08', '2026-11-21T09'];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'dixon-digests-'));
  digests = digestFolderIn(dataDir);
  const signer = signerIn(dataDir, 'digest');
  all = [];
  for (const hour of HOURS) {
    const heads = headsOf(5, hour);
    const previous = all.at(-1);
    const digest = await digestOf(signer, hour, { heads, ...(previous ? { previous } : {}) });
    await digests.add(digest, heads);
    all.push(digest);
  }
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const folder = () => join(dataDir, 'digests', '2026-11');
const file = (hour: string, ending: string): string =>
  join(
    folder(),
    readdirSync(folder()).find((name) => name.startsWith(hour) && name.endsWith(ending))!,
  );
const rewrite = (path: string, text: string | Buffer): void => {
  chmodSync(path, 0o644);
  writeFileSync(path, text);
};
const corrupted = { name: 'Corrupted', facts: { digest: '2026-11-21T08' } };

it('files are for their owner alone, and not to be written again', () => {
  expect(statSync(folder()).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder()).map((name) => statSync(join(folder(), name)).mode & 0o777)).toEqual(
    Array(6).fill(0o444),
  );
});

it('a digest of which anything was changed is named, after those before it', async () => {
  const path = file('2026-11-21T08', '.digest');
  const genuine = readFileSync(path);
  const others = ['', 'x'.repeat(1_000_000), genuine.subarray(1), Buffer.concat([genuine, Buffer.from('\n')])];
  for (const other of [...others, readFileSync(file('2026-11-21T09', '.digest'))]) {
    rewrite(path, other);
    const seen: string[] = [];
    const listing = (async () => {
      for await (const { name } of digests.list()) seen.push(name);
    })();
    await expect(listing).rejects.toMatchObject(corrupted);
    expect(seen).toEqual(['2026-11-21T07']);
    await expect(digests.headsSha256('2026-11-21T08')).rejects.toMatchObject(corrupted);
  }
});

it('heads of which anything was changed have another hash than the statement says', async () => {
  const path = file('2026-11-21T08', '.heads');
  const genuine = readFileSync(path, 'utf8');
  const { headsSha256 } = all[1]!.statement;
  for (const other of ['', genuine.replace('user-000001', 'user-000009'), genuine.slice(genuine.indexOf('\n') + 1)]) {
    rewrite(path, other);
    expect(await digests.headsSha256('2026-11-21T08')).toMatch(/^[0-9a-f]{64}$/);
    expect(await digests.headsSha256('2026-11-21T08')).not.toBe(headsSha256);
  }
});

it.each([
  ['no head', 'nonsense\n'],
  ['a line that does not end', '["user-1","garage",1,"'],
  ['a line without an end', '['.repeat(1_000_000)],
])('a file of heads with %s is not read as one', async (_what, other) => {
  rewrite(file('2026-11-21T08', '.heads'), other);
  await expect(Array.fromAsync(digests.heads('2026-11-21T08'))).rejects.toMatchObject({ name: 'Corrupted' });
});

it('heads that were taken away are missed', async () => {
  rmSync(file('2026-11-21T08', '.heads'));
  expect(await digests.headsSha256('2026-11-21T08')).toBeUndefined();
  await expect(Array.fromAsync(digests.heads('2026-11-21T08'))).rejects.toMatchObject({ name: 'NotFound' });
});

it('a digest that was taken away is missed by the one behind it', async () => {
  rmSync(file('2026-11-21T08', '.digest'));
  const [first, third] = await Array.fromAsync(digests.list());
  expect(third!.statement.previous).not.toBe(hashOfStatement(first!));
  expect(third!.statement.from).not.toBe(first!.statement.to);
});

it('heads without their statement are no digest, as a crash between the two leaves them', async () => {
  rmSync(file('2026-11-21T09', '.digest'));
  expect((await digests.newest())?.name).toBe('2026-11-21T08');
  expect(await digests.add(all[2]!, headsOf(5, '2026-11-21T09'))).toBe(true);
  expect(await digests.newest()).toEqual(all[2]);
});

it('what else lies in the folder is passed over', async () => {
  writeFileSync(join(folder(), '.DS_Store'), 'x');
  for (const name of ['notes.txt', '2026-11-21T09.mine.digest', 'zzz.digest']) writeFileSync(join(folder(), name), 'x');
  mkdirSync(join(dataDir, 'digests', 'copies'));
  writeFileSync(join(dataDir, 'digests', 'copies', '2026-11-21T07.digest'), 'x');
  expect((await Array.fromAsync(digests.list())).map(({ name }) => name)).toEqual(HOURS);
  expect((await digests.newest())?.name).toBe('2026-11-21T09');
});

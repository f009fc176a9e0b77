/** SPEC N4: whichever byte of whichever file is changed, taken out or put in, the verifier ends with another code than 0. */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  inFolder,
  minute,
  startBundling,
  verified,
  withFile,
  type Bundling,
  type Files,
} from '../../support/audit-bundles.ts';

/** In each file; all of them in a process of their own. */
const CHANGES = 19;
/** Processes at once. */
const AT_ONCE = 8;

type Change = { name: string; at: number; how: 'other' | 'one bit' | 'gone' | 'more'; byte: number };

let home: Bundling;
let files: Files;
beforeAll(async () => {
  home = await startBundling();
  await home.history('user-sam', 20);
  await home.history('user-eve', 7);
  await home.sealAt(minute(90));
  files = await home.bundle({ subject: 'user-sam' });
});
afterAll(() => home.stop());

const changed = (bytes: Buffer, { at, how, byte }: Change): Buffer => {
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at + 1)];
  switch (how) {
    case 'other':
      return Buffer.concat([before, Buffer.of((bytes[at]! + byte) % 256), after]);
    case 'one bit':
      return Buffer.concat([before, Buffer.of(bytes[at]! ^ (1 << (byte % 8))), after]);
    case 'gone':
      return Buffer.concat([before, after]);
    case 'more':
      return Buffer.concat([before, Buffer.of(byte), bytes.subarray(at)]);
  }
};

const anyChange = (name: string): Change => ({
  name,
  at: randomInt(files.get(name)!.length),
  how: (['other', 'one bit', 'gone', 'more'] as const)[randomInt(4)]!,
  byte: randomInt(1, 256),
});

/** Those that nobody would notice. */
const unnoticed = async (changes: readonly Change[], codeOf: (of: Files) => Promise<number>): Promise<Change[]> => {
  const left = [...changes];
  const passed: Change[] = [];
  const work = async (): Promise<void> => {
    for (let change = left.pop(); change; change = left.pop()) {
      const code = await codeOf(withFile(files, change.name, changed(files.get(change.name)!, change)));
      if (code === 0) passed.push(change);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return passed;
};

const inProcess = async (of: Files): Promise<number> => (await verified(of)).code;

/** The same program in a thread, which begins sooner. */
const inThread = (of: Files): Promise<number> =>
  inFolder(
    of,
    (folder) =>
      new Promise((resolve) => {
        const thread = new Worker(join(folder, 'verify.mjs'), { argv: [folder], env: {}, stdout: true, stderr: true });
        thread.on('error', () => undefined).on('exit', resolve);
      }),
  );

it('unchanged it holds, in a process and in a thread', async () => {
  expect(await inProcess(files)).toBe(0);
  expect(await inThread(files)).toBe(0);
});

it('a change anywhere in any file shows', async () => {
  const changes = [...files.keys()].flatMap((name) => Array.from({ length: CHANGES }, () => anyChange(name)));
  expect(changes.length).toBeGreaterThan(150);
  // by chance the byte that was put in, or taken out, may leave the file as it was
  const real = changes.filter((change) => !changed(files.get(change.name)!, change).equals(files.get(change.name)!));
  expect(await unnoticed(real, inProcess)).toEqual([]);
}, 240_000);

it('every single byte of the signature and of the digests’ key counts', async () => {
  const changes = ['signature', 'digest-key.pem'].flatMap((name) =>
    Array.from(files.get(name)!, (_, at): Change => ({ name, at, how: 'one bit', byte: at })),
  );
  expect(await unnoticed(changes, inThread)).toEqual([]);
}, 240_000);

it('the last character of the signature has no other way to be written', async () => {
  const at = files.get('signature')!.length - 1;
  const changes = Array.from({ length: 255 }, (_, index): Change => ({
    name: 'signature',
    at,
    how: 'other',
    byte: index + 1,
  }));
  expect(await unnoticed(changes, inThread)).toEqual([]);
}, 240_000);

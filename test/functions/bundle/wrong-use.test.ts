/** How the verifier is called, and what it says of folders that are no bundle. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  inFolder,
  minute,
  runIn,
  startBundling,
  verified,
  withFile,
  type Bundling,
  type Files,
} from '../../support/audit-bundles.ts';
import { manifestIn } from './forging.ts';

let home: Bundling;
let files: Files;
beforeAll(async () => {
  home = await startBundling();
  await home.history('user-sam', 3);
  await home.sealAt(minute(90));
  files = await home.bundle({ subject: 'user-sam' });
});
afterAll(() => home.stop());

const without = (name: string): Files => new Map([...files].filter(([each]) => each !== name));

describe('the verifier', () => {
  it('finds both keys right by the fingerprints that somebody has from elsewhere, however they wrote them', async () => {
    const { keys } = manifestIn(files);
    const inPairs = keys.bundle.toUpperCase().replace(/..(?=.)/g, '$&:');
    const { code, said } = await verified(files, '--key-id', inPairs, '--digest-key-id', keys.digests);
    expect(said).toContain('public-key.pem has the fingerprint that you gave.');
    expect(said).toContain('digest-key.pem has the fingerprint that you gave.');
    expect(said).not.toContain('Whose key');
    expect(code).toBe(0);
  });

  it('can look at another folder than its own', async () =>
    inFolder(files, (folder) =>
      inFolder(new Map([['mine.mjs', files.get('verify.mjs')!]]), async (elsewhere) => {
        expect((await runIn(elsewhere, process.execPath, ['mine.mjs', folder])).code).toBe(0);
        expect((await runIn(elsewhere, process.execPath, ['mine.mjs'])).code).toBe(1);
      }),
    ));

  it.each([
    ['two folders', ['.', '.']],
    ['an option that there is not', ['--quiet']],
    ['a fingerprint that is none', ['--key-id', 'abc']],
    ['no fingerprint at all', ['--digest-key-id']],
    ['a question for help', ['--help']],
  ])('called with %s says how it is called, and ends with 2', async (_what, words) => {
    const { code, said } = await verified(files, ...words);
    expect(said).toContain('Usage: node verify.mjs [folder]');
    expect(code).toBe(2);
  });

  it('ends with 1 for a folder that is not there', async () => {
    const { code, said } = await verified(files, 'nowhere');
    expect(said).toContain('RESULT: DO NOT RELY ON THIS BUNDLE.');
    expect(code).toBe(1);
  });

  it.each([
    ...'README.txt entries.ndjson digests.ndjson public-key.pem digest-key.pem manifest.json signature'.split(' '),
  ])('names %s where it is missing', async (name) => {
    const { code, said } = await verified(without(name));
    expect(said).toContain(`${name}: this file is missing.`);
    expect(code).toBe(1);
  });

  it('names what does not belong there', async () => {
    const { code, said } = await verified(withFile(files, 'notes.txt', 'mine'));
    expect(said).toContain('notes.txt: this does not belong to the bundle.');
    expect(code).toBe(1);
  });

  it('takes no folder for a file', async () =>
    inFolder(without('README.txt'), async (folder) => {
      mkdirSync(join(folder, 'README.txt'));
      const { code, said } = await runIn(folder, process.execPath, ['verify.mjs']);
      expect(said).toContain('README.txt: this is no file.');
      expect(code).toBe(1);
    }));

  it.each(['', '{}', 'null', '[]', '{"format":"dixon-audit-bundle","version":2}'])(
    'names a manifest that is none: %s',
    async (text) => {
      const { code, said } = await verified(withFile(files, 'manifest.json', text));
      expect(said).toContain('manifest.json: this could not be read');
      expect(code).toBe(1);
    },
  );
});

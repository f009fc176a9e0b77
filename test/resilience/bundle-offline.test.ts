/**
 * SPEC N4: whoever has the zip needs nothing of ours. Another program unpacks it into an empty folder, and the machine's
 * own Node verifies it there: another version than the project's, with no module, no variable and no network to reach.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  inFolder,
  minute,
  runIn,
  startBundling,
  withFile,
  type Bundling,
  type Files,
} from '../support/audit-bundles.ts';

/** In the folders where a machine has its programs, and not in the project's. */
const places = ['/usr/local/bin', '/usr/bin', '/bin', '/opt/homebrew/bin'].map((folder) => join(folder, 'node'));
const others = [...new Set(places.filter((program) => existsSync(program)).map((program) => realpathSync(program)))];

if (others.length === 0)
  process.stderr.write('SKIPPED: this machine has no Node of its own to verify a bundle with.\n');

const versionOf = (program: string): string =>
  execFileSync(program, ['--version'], { encoding: 'utf8', env: {} }).trim();

let home: Bundling;
let files: Files;
beforeAll(async () => {
  home = await startBundling();
  await home.history('user-sam', 40);
  await home.history('user-eve', 11);
  await home.sealAt(minute(90));
  files = await home.bundle({ subject: 'user-sam' });
});
afterAll(() => home.stop());

describe.skipIf(others.length === 0).each(others)('the Node of this machine, %s,', (program) => {
  it(`(${versionOf(program)}) verifies a bundle in an empty folder`, async () => {
    const { code, said } = await inFolder(files, (folder) => runIn(folder, program, ['verify.mjs']));
    expect(said).toContain('40 entries in 1 streams');
    expect(said).toContain('40 are proven by a digest');
    expect(code).toBe(0);
  });

  it('finds a changed byte in each of its files', async () => {
    for (const [name, bytes] of files) {
      const changed = Buffer.from(bytes);
      const middle = Math.floor(changed.length / 2);
      changed[middle] = changed[middle]! ^ 1;
      const { code } = await inFolder(withFile(files, name, changed), (folder) =>
        runIn(folder, program, ['verify.mjs']),
      );
      expect([name, code]).not.toEqual([name, 0]);
    }
  });
});

it('the verifier imports nothing but modules of Node itself', () => {
  const program = files.get('verify.mjs')!.toString();
  const imported = [...program.matchAll(/\bfrom '([^']+)'|\bimport\(|\brequire\(|\bfetch\(/g)].map(([, name]) => name);
  expect(imported.length).toBeGreaterThan(4);
  expect(imported.filter((name) => !name?.startsWith('node:'))).toEqual([]);
  expect(imported.filter((name) => /node:(net|http|https|dns|tls|dgram|child_process)/.test(name!))).toEqual([]);
});

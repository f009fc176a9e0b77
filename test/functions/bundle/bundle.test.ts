/** SPEC N4: what is in an audit bundle, and that its own verifier finds it right. */
import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectEntries } from '../../../functions/shared/bundle/entries.ts';
import { linesIn, minute, startBundling, verified, type Bundling, type Files } from '../../support/audit-bundles.ts';
import { manifestIn } from './forging.ts';

type Line = {
  header: { stream: string; number: number; at: string; subject: string };
  erased: { request: string | null } | null;
  seal: { digest: string; index: number; count: number; path: string[] } | null;
};

const SAM = 'user-sam';
const EVE = 'user-eve';

let home: Bundling;
let long: string;
let short: string;
let files: Files;
const linesOf = (of: Files): Line[] => linesIn(of, 'entries.ndjson').map((line) => JSON.parse(line) as Line);

/** Sam over two sealed hours and one that is not sealed yet; Eve in the midst of it. */
beforeAll(async () => {
  home = await startBundling();
  long = await home.history(SAM, 70);
  await home.history(EVE, 30);
  short = await home.history(SAM, 5, 130);
  await home.sealAt(minute(135));
  files = await home.bundle({ subject: SAM });
});
afterAll(() => home.stop());

describe('an audit bundle', () => {
  it('has these files and no other', () =>
    expect([...files.keys()].toSorted()).toEqual([
      'README.txt',
      'digest-key.pem',
      'digests.ndjson',
      'entries.ndjson',
      'manifest.json',
      'public-key.pem',
      'signature',
      'verify.mjs',
    ]));

  it('is found right by its own verifier, which says what it checked and what not', async () => {
    const { code, said } = await verified(files);
    expect(said).toContain('75 entries in 2 streams');
    expect(said).toContain('70 are proven by a digest');
    expect(said).toContain('When 5 entries were written: no digest covers them');
    expect(said).toContain('RESULT: everything that was checked holds.');
    expect(code).toBe(0);
  });

  it('holds every commit of the person in order, and nothing of anybody else', () => {
    const lines = linesOf(files);
    const places = lines.map(({ header }) => `${header.stream} ${String(header.number).padStart(3, '0')}`);
    expect(places).toHaveLength(75);
    expect(places).toEqual(places.toSorted());
    const everything = [...files.values()].join('\n');
    expect(everything).not.toContain(EVE);
    expect(lines.every(({ header }) => header.subject === SAM)).toBe(true);
  });

  it('counts what it holds, and says of each stream where it begins and ends', () => {
    const { counts, streams, sealed } = manifestIn(files);
    expect(counts).toEqual({ entries: 75, streams: 2, erased: 0, unsealed: 5, digests: 2 });
    expect(sealed).toEqual({ from: minute(0), to: minute(120) });
    const facts = streams.map(({ stream, first, last, fromBeginning }) => ({ stream, first, last, fromBeginning }));
    const both = [
      { stream: long, first: 1, last: 70, fromBeginning: true },
      { stream: short, first: 1, last: 5, fromBeginning: true },
    ];
    expect(facts).toEqual(both.toSorted((a, b) => (a.stream < b.stream ? -1 : 1)));
  });

  it('lists the sums that any other program finds too', () => {
    for (const { path, bytes, sha256 } of manifestIn(files).files) {
      expect(files.get(path)).toHaveLength(bytes);
      expect(createHash('sha256').update(files.get(path)!).digest('hex')).toBe(sha256);
    }
  });

  it('shows the fingerprints as OpenSSL computes them', () => {
    const { keys } = manifestIn(files);
    for (const [file, fingerprint] of [
      ['public-key.pem', keys.bundle],
      ['digest-key.pem', keys.digests],
    ] as const) {
      const der = execFileSync('openssl', ['pkey', '-pubin', '-outform', 'DER'], { input: files.get(file) });
      expect(createHash('sha256').update(der).digest('hex')).toBe(fingerprint);
      expect(files.get('README.txt')!.toString()).toContain(fingerprint);
    }
  });

  it('proves each commit to be in the digest of its hour', () => {
    const sealed = linesOf(files).filter(({ seal }) => seal);
    expect(sealed.filter(({ seal }) => seal!.digest === '2026-01-22T10')).toHaveLength(60);
    expect(sealed.filter(({ seal }) => seal!.digest === '2026-01-22T11')).toHaveLength(10);
    // Eve's thirty are in the first hour too
    for (const { seal } of sealed) expect(seal!.count).toBe(seal!.digest.endsWith('10') ? 90 : 10);
  });
});

describe('a range', () => {
  it('takes in both ends, and the chain is proven from its first commit on', async () => {
    const part = await home.bundle({ subject: SAM, from: minute(10), to: minute(20) });
    const numbers = linesOf(part).map(({ header }) => header.number);
    expect(numbers).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]);
    const { code, said } = await verified(part);
    expect(said).toContain('What came before the first entry of 1 stream(s): they are proven from there on.');
    expect(code).toBe(0);
  });

  it('without commits gives none', async () => {
    const nothing = { subject: SAM, from: minute(900) };
    await expect(home.bundle(nothing)).rejects.toMatchObject({ name: 'NotFound' });
    await expect(home.bundle({ subject: `user-${randomUUID()}` })).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('with more commits than a bundle holds is refused by name, and says what to do', async () => {
    const wish = { subject: SAM, to: minute(69) };
    expect((await collectEntries(home.bundleParts, wish, 70)).entries).toHaveLength(70);
    await expect(collectEntries(home.bundleParts, wish, 69)).rejects.toMatchObject({
      name: 'QuotaExceeded',
      message: expect.stringContaining('Narrow the range'),
      facts: { limit: 69 },
    });
  });
});

it('before anything was sealed the chain alone holds, and the verifier says so', async () => {
  const young = await startBundling();
  try {
    await young.history(SAM, 3);
    const unsealed = await young.bundle({ subject: SAM });
    expect(manifestIn(unsealed)).toMatchObject({ sealed: null, counts: { unsealed: 3, digests: 0 } });
    const { code, said } = await verified(unsealed);
    expect(said).toContain('no digest covers them (there was none yet)');
    expect(code).toBe(0);
  } finally {
    await young.stop();
  }
});

it('what was erased is still proven, and names the request that erased it', async () => {
  const subject = `user-${randomUUID()}`;
  const stream = await home.history(subject, 6, 140);
  const before = linesOf(await home.bundle({ subject }));
  const request = await home.erase(subject, stream, 4);
  const erased = await home.bundle({ subject });
  const lines = linesOf(erased);
  expect(lines.map((line) => line.erased)).toEqual([...Array<unknown>(4).fill({ request }), null, null]);
  expect(lines.map((line) => ({ ...line, erased: null }))).toEqual(before);
  const { code, said } = await verified(erased);
  expect(said).toContain('4 have no body any more; their chains hold as well.');
  expect(code).toBe(0);
});

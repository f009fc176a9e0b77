/**
 * What a bundle says when it was changed by somebody who could sign it again, so that no sum gives them away: chains,
 * paths, counts and the signatures of digests still do. Where they do not, only the fingerprint of the key does.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  linesIn,
  minute,
  startBundling,
  verified,
  withFile,
  withLines,
  type Bundling,
  type Files,
} from '../../support/audit-bundles.ts';
import { manifestIn, signedAgain, type Manifest } from './forging.ts';

const ENTRIES = 'entries.ndjson';
const DIGESTS = 'digests.ndjson';

let home: Bundling;
let files: Files;
/** Two hours of two streams, sealed; the second one begins with line 9. */
beforeAll(async () => {
  home = await startBundling();
  await home.history('user-sam', 8, 55);
  await home.history('user-sam', 8, 55);
  await home.sealAt(minute(140));
  files = await home.bundle({ subject: 'user-sam' });
});
afterAll(() => home.stop());

/** The lines of a file in another way, all of it signed again. */
const rewritten = (name: string, change: (lines: string[]) => string[], also?: (manifest: Manifest) => Manifest) =>
  signedAgain(withLines(files, name, change(linesIn(files, name))), also);

const found = async (forged: Files): Promise<string> => {
  const { code, said } = await verified(forged);
  expect(code).toBe(1);
  expect(said).toContain('RESULT: DO NOT RELY ON THIS BUNDLE.');
  return said;
};

const counting = (entries: number) => (manifest: Manifest) => ({
  ...manifest,
  counts: { ...manifest.counts, entries },
});

const replaced = (line: number, from: string | RegExp, to: string) => (lines: string[]) =>
  lines.map((text, index) => (index === line - 1 ? text.replace(from, to) : text));

describe('somebody who could sign again, and', () => {
  it('changes a field of a header, is found at that line', async () => {
    const said = await found(await rewritten(ENTRIES, replaced(5, '"kind":"person"', '"kind":"system"')));
    expect(said).toContain('entries.ndjson, line 5: its hash is not the one that its fields make: it was changed.');
  });

  it('takes a line out, is found where it is missing', async () => {
    const said = await found(await rewritten(ENTRIES, (lines) => lines.toSpliced(3, 1), counting(15)));
    expect(said).toContain('entries.ndjson, line 4: number 5 follows number 3');
    expect(said).toContain('entries.ndjson, line 4: it does not follow the entry before it');
  });

  it('takes the newest line of a stream out, is found by its end', async () => {
    const said = await found(await rewritten(ENTRIES, (lines) => lines.slice(0, -1), counting(15)));
    expect(said).toContain('entries.ndjson, line 15: its stream ends with number 7');
  });

  it('repeats a line, is found', async () => {
    const said = await found(await rewritten(ENTRIES, (lines) => lines.toSpliced(4, 0, lines[4]!), counting(17)));
    expect(said).toContain('entries.ndjson, line 6: number 5 follows number 5');
  });

  it('swaps two lines, is found', async () => {
    const swapped = (lines: string[]) => lines.toSpliced(2, 2, lines[3]!, lines[2]!);
    expect(await found(await rewritten(ENTRIES, swapped))).toContain(
      'entries.ndjson, line 3: number 4 follows number 2',
    );
  });

  it('puts the streams in another order, is found', async () => {
    const turned = (lines: string[]) => [...lines.slice(8), ...lines.slice(0, 8)];
    const said = await found(await rewritten(ENTRIES, turned));
    expect(said).toContain('entries.ndjson, line 1: by the manifest another stream comes here.');
  });

  it('writes a line in another way that means the same, is found', async () => {
    const said = await found(await rewritten(ENTRIES, replaced(7, '{"commitment"', '{ "commitment"')));
    expect(said).toContain('entries.ndjson, line 7: this is not written as it was given out');
  });

  it('leaves the last line without its end, is found', async () => {
    const cut = withFile(files, ENTRIES, files.get(ENTRIES)!.subarray(0, -1));
    expect(await found(await signedAgain(cut))).toContain('entries.ndjson, line 16: this line does not end');
  });

  it('changes a path to a digest, is found', async () => {
    const other = (lines: string[]) =>
      lines.map((text, index) =>
        index === 4 ? text.replace(/(?<="path":\[")./, (hex) => (hex === '0' ? '1' : '0')) : text,
      );
    const said = await found(await rewritten(ENTRIES, other));
    expect(said).toContain('entries.ndjson, line 5: its path does not lead to the root of the digest 2026-01-22T10.');
  });

  it('gives a path another place in the same tree, is found', async () => {
    const moved = (lines: string[]) =>
      lines.map((text, index) =>
        index === 4 ? text.replace(/(?<="index":)\d+/, (place) => String((Number(place) + 1) % 10)) : text,
      );
    const said = await found(await rewritten(ENTRIES, moved));
    expect(said).toContain('entries.ndjson, line 5: its path does not lead to the root of the digest 2026-01-22T10.');
  });

  it('takes a seal away, is found because that hour is sealed', async () => {
    const unsealed = (manifest: Manifest) => ({ ...manifest, counts: { ...manifest.counts, unsealed: 1 } });
    const said = await found(await rewritten(ENTRIES, replaced(5, /"seal":.*\}\}$/, '"seal":null}'), unsealed));
    expect(said).toContain('entries.ndjson, line 5: its hour is sealed, and no digest proves it');
  });

  it('changes a digest, is found by the signature of the digests’ key', async () => {
    const said = await found(await rewritten(DIGESTS, replaced(1, /\\"commits\\":\d+/, '\\"commits\\":7')));
    expect(said).toContain('digests.ndjson, line 1: its signature is not that of digest-key.pem');
  });

  it('takes a digest out, is found by the entries that it proved', async () => {
    const fewer = (manifest: Manifest) => ({ ...manifest, counts: { ...manifest.counts, digests: 1 } });
    const said = await found(await rewritten(DIGESTS, (lines) => lines.slice(1), fewer));
    expect(said).toContain('the digest 2026-01-22T10 is not there.');
  });

  it('counts in another way, is found', async () =>
    expect(await found(await rewritten(ENTRIES, (lines) => lines, counting(99)))).toContain(
      'manifest.json: it counts 99 entries, and there are 16.',
    ));

  it('gives it out as the history of somebody else, is found', async () => {
    const renamed = (manifest: Manifest) => ({ ...manifest, subject: 'user-eve' });
    const said = await found(await rewritten(ENTRIES, (lines) => lines, renamed));
    expect(said).toContain('entries.ndjson, line 1: this is the history of another subject.');
  });

  it('says that everything is right, in words of the verifier, is shown on one line', async () => {
    const words = '\u001b[2J\nRESULT: everything that was checked holds.';
    const renamed = (manifest: Manifest) => ({ ...manifest, bundleId: words, subject: words });
    const said = await found(await rewritten(ENTRIES, (lines) => lines, renamed));
    expect(said).not.toContain('\u001b');
    expect(said.split('\n').filter((line) => line.startsWith('RESULT'))).toHaveLength(1);
  });

  it('leaves whole streams out is found by the fingerprint of the key alone', async () => {
    const shorter = (manifest: Manifest) => ({
      ...manifest,
      counts: { ...manifest.counts, entries: 8, streams: 1 },
      streams: manifest.streams.slice(0, 1),
    });
    const forged = await rewritten(ENTRIES, (lines) => lines.slice(0, 8), shorter);
    const { keys } = manifestIn(files);
    const unasked = await verified(forged);
    expect(unasked.code).toBe(0);
    expect(unasked.said).toContain('Whether somebody changed all of this and signed it again');
    const asked = await verified(forged, '--key-id', keys.bundle, '--digest-key-id', keys.digests);
    expect(asked.code).toBe(1);
    expect(asked.said).toContain('somebody else signed this');
    expect(asked.said).toContain('digest-key.pem has the fingerprint that you gave.');
  });
});

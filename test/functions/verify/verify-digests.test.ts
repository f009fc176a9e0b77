/** The digests themselves: what is missing among them, changed, or signed by somebody else. */
import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileOf, textOf } from '../../../functions/shared/digests/statement.ts';
import type { Digest } from '../../../functions/shared/digests/ports.ts';
import { signerIn } from '../../../infra/local/signer-file.ts';
import { sealedHistory, type SealedHistory } from '../../support/sealed-history.ts';

let history: SealedHistory;
let digests: Digest[];
beforeAll(async () => {
  history = await sealedHistory();
  digests = await Array.fromAsync(history.storage.digests.list());
});
afterAll(() => history.stop());

/** Files of a digest: its statement, and its heads. */
const fileAt = (index: number, ending: 'digest' | 'heads'): string => {
  const { name } = digests.at(index)!;
  const folder = join(history.dataDir, 'digests', name.slice(0, 7));
  const file = readdirSync(folder).find((each) => each.startsWith(name) && each.endsWith(`.${ending}`));
  return join(folder, file!);
};

/** What verifications find while a file is another one, or away. */
const faultsWith = async (file: string, content: string | undefined): Promise<object[]> => {
  const aside = join(history.dataDir, 'aside');
  renameSync(file, aside);
  if (content !== undefined) writeFileSync(file, content);
  try {
    return (await history.verified()).faults;
  } finally {
    rmSync(file, { force: true });
    renameSync(aside, file);
    chmodSync(file, 0o444);
  }
};

const signedBy = async (what: 'digest' | 'bundle', digest: Digest, change: Partial<Digest['statement']>) => {
  const text = textOf({ ...digest.statement, ...change });
  return fileOf({ text, signature: await signerIn(history.dataDir, what).sign(text) });
};

it('digests as they were sealed hold, one after the other', async () => {
  // four hours, and the one after them in which nothing happened
  expect(digests).toHaveLength(5);
  const { faults, sealedUntil, ...outcome } = await history.verified();
  expect(faults).toEqual([]);
  expect(outcome.digests).toBe(digests.length);
  expect(sealedUntil).toBe(digests.at(-1)!.statement.to);
});

describe('it is found', () => {
  it('that the first one is missing', async () => {
    expect(await faultsWith(fileAt(0, 'digest'), undefined)).toEqual([
      { kind: 'missing-digest', digest: digests[1]!.name },
    ]);
  });

  it('that one in the middle is missing', async () => {
    expect(await faultsWith(fileAt(1, 'digest'), undefined)).toEqual([
      { kind: 'missing-digest', digest: digests[1]!.name },
    ]);
  });

  it('that a byte of one was changed, and nothing is said of the next', async () => {
    const file = fileAt(1, 'digest');
    const changed = readFileSync(file, 'utf8').replace(/"commits":(\d)/, '"commits":1$1');
    expect(await faultsWith(file, changed)).toEqual([{ kind: 'broken-digest', digest: digests[1]!.name }]);
  });

  it('that one is no digest any more', async () => {
    expect(await faultsWith(fileAt(1, 'digest'), 'nothing')).toEqual([
      { kind: 'broken-digest', digest: digests[1]!.name },
    ]);
  });

  it('that one was signed with another key', async () => {
    const keyId = await signerIn(history.dataDir, 'bundle').keyId();
    for (const change of [{}, { keyId }]) {
      const forged = await signedBy('bundle', digests[1]!, change);
      expect(await faultsWith(fileAt(1, 'digest'), forged)).toEqual([
        { kind: 'broken-digest', digest: digests[1]!.name },
      ]);
    }
  });

  it('that one does not follow the one before, whoever signed it', async () => {
    const unlinked = await signedBy('digest', digests.at(-1)!, { previous: 'a'.repeat(64) });
    expect(await faultsWith(fileAt(-1, 'digest'), unlinked)).toEqual([
      { kind: 'broken-digest', digest: digests.at(-1)!.name },
    ]);
  });

  it.each([
    ['missing', () => undefined],
    ['another one', (heads: string) => heads.replace(/\d/, (digit) => String((Number(digit) + 1) % 10))],
    ['shorter', (heads: string) => heads.slice(0, heads.lastIndexOf('\n', heads.length - 2) + 1)],
  ])('that a file of heads is %s', async (_what, change) => {
    const file = fileAt(0, 'heads');
    expect(await faultsWith(file, change(readFileSync(file, 'utf8')))).toEqual([
      { kind: 'broken-digest', digest: digests[0]!.name },
    ]);
  });
});

it('without its newest digest, a verification says until when the history is sealed', async () => {
  const file = fileAt(-1, 'digest');
  const aside = `${file}.aside`;
  renameSync(file, aside);
  const outcome = await history.verified();
  renameSync(aside, file);
  expect(outcome).toMatchObject({ faults: [], sealedUntil: digests.at(-2)!.statement.to });
});

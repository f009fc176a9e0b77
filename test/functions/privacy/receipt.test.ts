/** SPEC N2: a receipt can be made again at any time, and one command finds out whether it was changed. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptOf } from '../../../functions/privacy/receipt.ts';
import { checked } from '../../../infra/cli/verify-receipt.ts';
import { signerIn } from '../../../infra/local/signer-file.ts';
import { requested } from '../../support/compliance.ts';
import { privacyBooks, type Books } from '../../support/privacy.ts';

const COMMAND = resolve(import.meta.dirname, '../../../infra/cli/verify-receipt.ts');
const user = `user-${randomUUID()}`;
const sessionId = randomUUID();

let books: Books;
let requestId: string;
let receipt: string;
let file: string;
beforeAll(async () => {
  books = await privacyBooks();
  requestId = await requested(books.store, user, { kind: 'erasure', scope: { what: 'session', sessionId } });
  const which = { subject: user, requestId };
  await books.task('RecordFound', { ...which, stores: [{ store: 'bodies', found: 9 }] });
  await books.task('RecordRemoved', { ...which, stores: [{ store: 'bodies', removed: 9 }] });
  await books.task('Complete', { ...which, left: [{ store: 'keys', left: 1, reason: 'begun-since' }] });
  receipt = (await books.parts.receipts.read(requestId))!;
  file = join(books.dataDir, 'receipt.json');
  writeFileSync(file, receipt);
});
afterAll(() => books.stop());

const again = async (id = requestId, signer = books.parts.signer) =>
  receiptOf({ signer })({ userId: user, requestId: id, state: await books.requestOf(user, id) });

describe('a receipt', () => {
  it('says whose request it was, what was asked for, and what became of it, in ids and numbers', () => {
    const { receipt: said } = JSON.parse(receipt) as { receipt: object };
    expect(said).toEqual({
      requestId,
      subject: user,
      kind: 'erasure',
      scope: { what: 'session', sessionId },
      receivedAt: expect.any(String),
      signedAt: expect.any(String),
      stores: [
        { store: 'keys', found: 0, removed: 0, left: 1, reason: 'begun-since' },
        { store: 'bodies', found: 9, removed: 9, left: 0 },
      ],
      backupsUntil: expect.any(String),
      keyId: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('is made again of the request alone, byte for byte', async () => expect(await again()).toBe(receipt));

  it('is there for who asks once the request has ended, and not before', async () => {
    expect(await again(randomUUID())).toBeUndefined();
    expect(await again(await requested(books.store, user))).toBeUndefined();
  });

  it('is not made again with another key than it was signed with', async () => {
    const other = { keyId: async () => 'cd'.repeat(32), publicKey: async () => '', sign: async () => '' };
    expect(await again(requestId, other)).toBeUndefined();
  });
});

describe('the key of one machine', () => {
  it('is made once, and only its owner may read it', async () => {
    const path = join(books.dataDir, 'receipt-signing-key.pem');
    const before = readFileSync(path, 'utf8');
    expect(await signerIn(books.dataDir, 'receipt').keyId()).toBe(await books.parts.signer.keyId());
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

/** The command as people run it. */
const verified = async (...args: string[]) => {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [COMMAND, ...args]);
    return { code: 0, said: stdout };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, said: stderr };
  }
};

describe('the command that verifies a receipt', () => {
  it('says what it checked, and that it does not know whose key it is', async () => {
    const { code, said } = await verified(file);
    expect(code).toBe(0);
    expect(said).toContain(requestId);
    expect(said).toContain('Whose key it is was not checked');
  });

  it('compares the key with the one that was named', async () => {
    const right = await verified(file, '--key-id', await books.parts.signer.keyId());
    expect([right.code, right.said.includes('The key is the one that you named.')]).toEqual([0, true]);
    expect(await verified(file, '--key-id', 'cd'.repeat(32))).toMatchObject({
      code: 1,
      said: expect.stringContaining('another key than the one you named'),
    });
  });

  it('ends with 1 for a receipt that was changed, and with 2 without one', async () => {
    const changed = join(books.dataDir, 'changed.json');
    writeFileSync(changed, receipt.replace('"found": 9', '"found": 8'));
    expect(await verified(changed)).toMatchObject({
      code: 1,
      said: expect.stringContaining('The signature does not belong to this receipt.'),
    });
    expect(await verified(join(books.dataDir, 'nowhere.json'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('cannot be read'),
    });
    expect((await verified()).code).toBe(2);
  });

  it('holds for the file as it is, and for no file of which one byte is another', () => {
    expect(() => checked(receipt, undefined)).not.toThrow();
    const bytes = Buffer.from(receipt);
    const held: number[] = [];
    for (let place = 0; place < bytes.length; place += 1)
      for (const bit of [0x01, 0x20]) {
        const changed = Buffer.from(bytes);
        changed[place] = changed[place]! ^ bit;
        try {
          checked(changed.toString('latin1'), undefined);
          held.push(place);
        } catch {
          // found out
        }
      }
    expect(held).toEqual([]);
  });

  it.each([
    ['says the same in another way', (text: string) => text.replace('"found": 9', '"found":  9')],
    ['says something twice', (text: string) => text.replace('"found": 9', '"found": 8,\n        "found": 9')],
    ['has something added', (text: string) => text.replace('{\n', '{\n  "note": "void",\n')],
    ['is cut short', (text: string) => text.slice(0, -20)],
    ['is empty', () => ''],
    ['is no receipt', () => '{}\n'],
    ['is no object', () => 'null\n'],
  ])('finds out a file that %s', (_what, change) => expect(() => checked(change(receipt), undefined)).toThrow());

  it('finds out a receipt that somebody signed anew with a key of their own', async () => {
    const { receipt: said } = JSON.parse(receipt) as { receipt: { keyId: string } };
    const forger = signerIn(mkdtempSync(join(books.dataDir, 'forger-')), 'receipt');
    const forged = { ...said, keyId: await forger.keyId() };
    const document = {
      receipt: forged,
      signature: await forger.sign(JSON.stringify(forged)),
      algorithm: 'ECDSA_SHA_256',
      publicKey: await forger.publicKey(),
    };
    const text = `${JSON.stringify(document, null, 2)}\n`;
    expect(() => checked(text, undefined)).not.toThrow();
    expect(() => checked(text, said.keyId)).toThrow('another key');
  });
});

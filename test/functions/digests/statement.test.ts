import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Statement } from '../../../functions/shared/digests/ports.ts';
import {
  fileOf,
  headLine,
  headOrder,
  headsSha256Of,
  parseFile,
  parseHeadLine,
  parseStatement,
  textOf,
  verifyDigest,
} from '../../../functions/shared/digests/statement.ts';
import { Corrupted } from '../../../schemas/errors.ts';

const statement: Statement = {
  format: 'dixon-digest',
  version: 1,
  from: '2026-11-21T07:00:00.000Z',
  to: '2026-11-21T08:00:00.000Z',
  commits: 2,
  root: 'a'.repeat(64),
  heads: 1,
  headsSha256: 'b'.repeat(64),
  previous: null,
  sealedAt: '2026-11-21T08:15:00.123Z',
  keyId: 'c'.repeat(64),
};
const text = textOf(statement);
const keys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { privateKey, publicKey } = keys();
const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
const signature = sign('sha256', Buffer.from(text), privateKey).toString('base64url');
const name = '2026-11-21T07';

it('a statement is written one way, whatever the order of what it is made of', () => {
  const shuffled = Object.fromEntries(Object.entries(statement).reverse()) as Statement;
  expect(textOf(shuffled)).toBe(text);
  expect(Object.keys(JSON.parse(text) as object)).toEqual(Object.keys(statement));
  expect(parseStatement(text)).toEqual(statement);
});

it.each([
  ['empty', ''],
  ['no JSON', 'digest'],
  ['white space', JSON.stringify(statement, null, 1)],
  ['a blank behind it', `${text} `],
  ['another order', JSON.stringify(Object.fromEntries(Object.entries(statement).reverse()))],
  ['something more', text.replace('{', '{"note":"mine",')],
  ['something twice', text.replace('{', '{"format":"dixon-digest",')],
  ['something less', text.replace('"version":1,', '')],
  ['a number written otherwise', text.replace('"commits":2', '"commits":2.0')],
  ['a negative count', text.replace('"commits":2', '"commits":-2')],
  ['a letter written otherwise', text.replace('dixon', '\\u0064ixon')],
  ['a root in capitals', text.replace('a'.repeat(64), 'A'.repeat(64))],
  ['another format', text.replace('dixon-digest', 'dixon-receipt')],
  ['another version', text.replace('"version":1', '"version":2')],
  ['a time that begins within an hour', text.replace('T07:00:00.000Z', 'T07:30:00.000Z')],
  ['a time that ends before it begins', text.replace('T08:00:00.000Z', 'T06:00:00.000Z')],
])('a statement with %s is none', (_what, other) => {
  expect(other).not.toBe(text);
  expect(() => parseStatement(other)).toThrow(Corrupted);
});

it('a file holds a digest under its own name, and is written one way', () => {
  const file = fileOf({ text, signature });
  expect(parseFile(name, file)).toEqual({ name, text, statement, signature });
  const others = [file.trimEnd(), `${file}\n`, ` ${file}`, file.replaceAll('\n', '\r\n'), `${text}\n\n`, text];
  for (const other of others) expect(() => parseFile(name, other), other).toThrow(Corrupted);
  expect(() => parseFile('2026-11-21T08', file)).toThrow(Corrupted);
});

it('the signature of a digest belongs to its statement and to the key that made it', () => {
  expect(verifyDigest({ text, signature }, pem)).toBe(true);
  const theirs = keys();
  const otherPem = theirs.publicKey.export({ format: 'pem', type: 'spki' }).toString();
  expect(verifyDigest({ text, signature }, otherPem)).toBe(false);
  expect(verifyDigest({ text: textOf({ ...statement, commits: 1 }), signature }, pem)).toBe(false);
  const forged = sign('sha256', Buffer.from(text), theirs.privateKey).toString('base64url');
  expect(verifyDigest({ text, signature: forged }, pem)).toBe(false);
});

it('no change of a signature leaves it as good as before', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/. \n';
  fc.assert(
    fc.property(fc.nat(signature.length - 1), fc.nat(letters.length - 1), (where, which) => {
      const changed = signature.slice(0, where) + letters[which]! + signature.slice(where + 1);
      expect(verifyDigest({ text, signature: changed }, pem)).toBe(changed === signature);
    }),
    { numRuns: 500 },
  );
  const raw = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  for (const other of ['', 'AA', '.', `${signature}.`, `.${signature}`, `${signature}AAAA`, `${signature}=`, raw])
    expect(verifyDigest({ text, signature: other }, pem), other).toBe(false);
});

it('a head is one line, whatever its names are made of', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }),
      fc.string({ minLength: 1 }),
      fc.integer({ min: 1 }),
      (subject, stream, number) => {
        const head = { subject, stream, number, hash: 'd'.repeat(64) };
        const line = headLine(head);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(parseHeadLine(line.slice(0, -1))).toEqual(head);
      },
    ),
  );
});

it.each([
  '',
  '{}',
  '["user-1","garage",1]',
  `["user-1","garage",0,"${'d'.repeat(64)}"]`,
  `["user-1","garage",1,"${'D'.repeat(64)}"]`,
  `["user-1", "garage",1,"${'d'.repeat(64)}"]`,
  `["user-1","garage",1.0,"${'d'.repeat(64)}"]`,
  `["user-1","garage",1,"${'d'.repeat(64)}",1]`,
])('the line %s is no head', (line) => {
  expect(() => parseHeadLine(line)).toThrow(Corrupted);
});

it('heads are ordered by person and stream, and hashed as their file is', () => {
  const heads = [
    { subject: 'user-2', stream: 'garage', number: 1, hash: 'd'.repeat(64) },
    { subject: 'user-1', stream: 'session/a', number: 3, hash: 'e'.repeat(64) },
    { subject: 'user-1', stream: 'garage', number: 2, hash: 'f'.repeat(64) },
  ].toSorted(headOrder);
  expect(heads.map(({ subject, stream }) => `${subject} ${stream}`)).toEqual([
    'user-1 garage',
    'user-1 session/a',
    'user-2 garage',
  ]);
  expect(headsSha256Of(heads)).not.toBe(headsSha256Of(heads.toReversed()));
  expect(headsSha256Of([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

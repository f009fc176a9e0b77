/**
 * A digest as text: what is signed, what its file of heads says line by line, and whether a signature belongs to it.
 *
 * Every text has one way to be written: another one is a change, even where it would mean the same.
 */
import { createHash, verify } from 'node:crypto';
import * as z from 'zod';
import { Corrupted } from '../../../schemas/errors.ts';
import { Instant } from '../../../schemas/values.ts';
import { isCanonical } from '../../runtime/canonical.ts';
import type { Digest, Head, Statement } from './ports.ts';
import { nameOf } from './ports.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.int().min(0);

/** Digests begin and end with an hour. */
const Hour = Instant.endsWith(':00:00.000Z');

/** Its keys in the order in which they are written. */
const StatementShape = z
  .strictObject({
    format: z.literal('dixon-digest'),
    version: z.literal(1),
    from: Hour,
    to: Hour,
    commits: Count,
    root: Sha256,
    heads: Count,
    headsSha256: Sha256,
    previous: Sha256.nullable(),
    sealedAt: Instant,
    keyId: Sha256,
  })
  .refine(({ from, to }) => from < to);

const HeadShape = z.tuple([z.string().min(1), z.string().min(1), z.int().positive(), Sha256]);

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** JSON without white space, its keys in their order: what is signed. */
export const textOf = (statement: Statement): string => {
  const { format, version, from, to, commits, root, heads, headsSha256, previous, sealedAt, keyId } = statement;
  return JSON.stringify({ format, version, from, to, commits, root, heads, headsSha256, previous, sealedAt, keyId });
};

/** What the next digest says of this one as `previous`. */
export const hashOfStatement = ({ text }: Pick<Digest, 'text'>): string => hashOf(text);

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Throws `Corrupted` for any other text than `textOf` writes. */
export const parseStatement = (text: string): Statement => {
  const { data, error } = StatementShape.safeParse(json(text));
  if (!data) throw new Corrupted({ part: 'digest' }, { cause: error });
  if (textOf(data) !== text) throw new Corrupted({ part: 'digest' });
  return data;
};

/** A digest as its file has it: the statement, and its signature on the second line. */
export const fileOf = ({ text, signature }: Pick<Digest, 'text' | 'signature'>): string => `${text}\n${signature}\n`;

/**
 * The inverse of `fileOf`. Throws `Corrupted`, with the name as `digest`, for what is no digest or another one than the
 * name says; whether the signature belongs to it is for `verifyDigest`.
 */
export const parseFile = (name: string, file: string): Digest => {
  try {
    const [text = '', signature = ''] = file.split('\n');
    const statement = parseStatement(text);
    const isWhole = fileOf({ text, signature }) === file && signature !== '' && nameOf(statement) === name;
    if (!isWhole) throw new Corrupted({ part: 'digest' });
    return { name, text, statement, signature };
  } catch (cause) {
    throw new Corrupted({ part: 'digest', digest: name }, { cause });
  }
};

/** A line of the file of heads. */
export const headLine = ({ subject, stream, number, hash }: Head): string =>
  `${JSON.stringify([subject, stream, number, hash])}\n`;

/** Throws `Corrupted` for any other line than `headLine` writes, here without the end of the line. */
export const parseHeadLine = (line: string): Head => {
  const { data, error } = HeadShape.safeParse(json(line));
  if (!data) throw new Corrupted({ part: 'heads' }, { cause: error });
  const [subject, stream, number, hash] = data;
  const head = { subject, stream, number, hash };
  if (headLine(head) !== `${line}\n`) throw new Corrupted({ part: 'heads' });
  return head;
};

const textOrder = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** How the file of heads is ordered: by subject, then by stream, as text. */
export const headOrder = (a: Head, b: Head): number => textOrder(a.subject, b.subject) || textOrder(a.stream, b.stream);

/** SHA-256 of the file that these heads make, in the order given; hex. */
export const headsSha256Of = (heads: Iterable<Head>): string => {
  const hash = createHash('sha256');
  for (const head of heads) hash.update(headLine(head));
  return hash.digest('hex');
};

/**
 * Whether the statement was signed with this key: ECDSA P-256 with SHA-256, DER in base64url. Of every signature one way
 * of writing it counts. Throws nothing, whatever the signature is. @param publicKey PEM
 */
export const verifyDigest = ({ text, signature }: Pick<Digest, 'text' | 'signature'>, publicKey: string): boolean =>
  !signature.includes('.') &&
  isCanonical(signature) &&
  verify('sha256', Buffer.from(text), { key: publicKey, dsaEncoding: 'der' }, Buffer.from(signature, 'base64url'));

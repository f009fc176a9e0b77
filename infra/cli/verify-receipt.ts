/**
 * Whether a receipt is as it was signed: `npm run verify:receipt -- <file> [--key-id <fingerprint>]`.
 *
 * It needs this file, Node and nothing else, so that whoever doubts a receipt can read all that checks it. It ends with 1
 * for a file of which one byte was changed.
 */
import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

type Receipt = { requestId: string; subject: string; kind: string; signedAt: string; keyId: string };
type Document = { receipt: Receipt; signature: string; algorithm: string; publicKey: string };

const PARTS = ['receipt', 'signature', 'algorithm', 'publicKey'];
const FACTS = ['requestId', 'subject', 'kind', 'signedAt', 'keyId'];

export class NotAsSigned extends Error {}

const ensure = (isSo: boolean, otherwise: string): void => {
  if (!isSo) throw new NotAsSigned(otherwise);
};

const hasTexts = (value: unknown, names: string[]): boolean =>
  typeof value === 'object' && value !== null && names.every((name) => typeof Reflect.get(value, name) === 'string');

/** The file has one way to say what it says: any other is a change, even where it means the same. */
const documentIn = (text: string): Document => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new NotAsSigned('The file is no receipt: it is not JSON.');
  }
  const isReceipt =
    hasTexts(parsed, PARTS.slice(1)) &&
    Object.keys(parsed as object).join() === PARTS.join() &&
    hasTexts((parsed as Document).receipt, FACTS);
  ensure(isReceipt, 'The file is no receipt, or parts of it are missing or were added.');
  ensure(`${JSON.stringify(parsed, null, 2)}\n` === text, 'The file is not written as it was given out.');
  return parsed as Document;
};

const keyIn = ({ publicKey }: Document): KeyObject => {
  try {
    const key = createPublicKey(publicKey);
    ensure(key.export({ format: 'pem', type: 'spki' }) === publicKey, 'The public key is not written as it was.');
    return key;
  } catch (error) {
    throw error instanceof NotAsSigned ? error : new NotAsSigned('The public key cannot be read.');
  }
};

const fingerprintOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('hex');

const isSignedBy = (key: KeyObject, { receipt, signature }: Document): boolean => {
  const bytes = Buffer.from(signature, 'base64url');
  // the last character carries bits that decoders drop
  if (bytes.toString('base64url') !== signature) return false;
  return verify('sha256', Buffer.from(JSON.stringify(receipt)), { key, dsaEncoding: 'der' }, bytes);
};

/** What was checked, in words. Throws `NotAsSigned`. */
export const checked = (text: string, known: string | undefined): string[] => {
  const document = documentIn(text);
  const { receipt, algorithm } = document;
  ensure(algorithm === 'ECDSA_SHA_256', 'It says that it was signed in a way that this command does not know.');
  const key = keyIn(document);
  ensure(fingerprintOf(key) === receipt.keyId, 'The public key in the file is not the one that the receipt names.');
  ensure(isSignedBy(key, document), 'The signature does not belong to this receipt.');
  if (known !== undefined)
    ensure(
      known.toLowerCase() === receipt.keyId,
      `It was signed with another key than the one you named: ${receipt.keyId}.`,
    );
  return [
    `This is the receipt of the ${receipt.kind} ${receipt.requestId}, signed at ${receipt.signedAt}.`,
    'Nothing in it was changed since it was signed (ECDSA P-256 with SHA-256).',
    known === undefined
      ? `Whose key it is was not checked. Compare its fingerprint with the one that Dixon publishes: ${receipt.keyId}`
      : 'The key is the one that you named.',
  ];
};

export const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new NotAsSigned('The file cannot be read.');
  }
};

const main = (): number => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { 'key-id': { type: 'string' } } });
  const [file] = positionals;
  if (file === undefined) {
    process.stderr.write('Say which file: npm run verify:receipt -- <file> [--key-id <fingerprint>]\n');
    return 2;
  }
  try {
    process.stdout.write(`${checked(textOf(file), values['key-id']).join('\n')}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof NotAsSigned)) throw error;
    process.stderr.write(`This receipt does not hold. ${error.message}\n`);
    return 1;
  }
};

if (import.meta.main) process.exitCode = main();

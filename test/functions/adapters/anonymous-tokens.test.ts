import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAnonymousTokens, type SigningKeys } from '../../../functions/adapters/anonymous-tokens.ts';
import { createKeyEncryptionKey } from '../../../functions/adapters/sealing/key-encryption-key.ts';
import { createMemoryKeyStore } from '../../../functions/adapters/sealing/key-store.ts';
import { createSigningKeys, createVerifyingKeys } from '../../../functions/adapters/sealing/signing-key.ts';
import { signingKeysIn } from '../../../infra/local/signing-key-file.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { after, NOW } from '../../support/given.ts';

const KID = 'test-1';
const keysOf = (kid = KID, { privateKey, publicKey } = generateKeyPairSync('ed25519')) => ({
  signing: async () => ({ kid, key: privateKey }),
  verifying: async (name: string) => (name === kid ? publicKey : undefined),
  privateKey,
});

const id = randomUUID();
const visitor = { userId: `anon-session-${id}`, sessionId: id };
const keys = keysOf();
const at = (now: string, signing: SigningKeys = keys) => createAnonymousTokens({ keys: signing, now: () => now });
const issued = async (now = NOW) => (await at(now).issue(visitor)).token;

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;

/** A token with our key and somebody else's ideas. */
const forged = async (claims: Record<string, unknown>, header: Record<string, unknown> = {}) => {
  const [ours, payload] = (await issued()).split('.') as [string, string];
  const head = encoded({ ...decoded(ours), ...header });
  const body = encoded({ ...decoded(payload), ...claims });
  return `${head}.${body}.${sign(null, Buffer.from(`${head}.${body}`), keys.privateKey).toString('base64url')}`;
};

it('a token says whose it is, for a day', async () => {
  const { token, expiresAt } = await at(NOW).issue(visitor);
  expect(expiresAt).toBe(after(86_400));
  expect(await at(NOW).verify(token)).toEqual(visitor);
  expect(await at(after(86_399)).verify(token)).toEqual(visitor);
  expect(token.length).toBeLessThan(500);
});

it('a token forged with our own key and nothing changed is good: the next ones fail for what they say', async () => {
  expect(await at(NOW).verify(await forged({}))).toEqual(visitor);
});

const seconds = (now: string) => Date.parse(now) / 1_000;

it.each<[string, () => Promise<string>]>([
  ['one of another issuer', () => forged({ iss: 'somebody' })],
  ['one for another audience', () => forged({ aud: 'ops' })],
  ['one for a registered person', () => forged({ sub: 'user-sam' })],
  ['one for nobody', () => forged({ sub: undefined })],
  ['one without a session', () => forged({ sid: undefined })],
  ['one that never ends', () => forged({ exp: undefined })],
  ['one that ends in a year', () => forged({ iat: seconds(after(-90_000)), exp: seconds(after(31_536_000)) })],
  ['one that was never issued', () => forged({ iat: undefined })],
  ['one that was issued tomorrow', () => forged({ iat: seconds(after(86_400)), exp: seconds(after(90_000)) })],
  ['one that begins tomorrow', () => forged({ nbf: seconds(after(86_400)) })],
  ['one of a key that is not ours', () => forged({}, { kid: 'test-2' })],
  ['one without a key’s name', () => forged({}, { kid: undefined })],
  ['one that asks for no signature to be checked', () => forged({}, { alg: 'none' })],
  ['one that says its signature is an HMAC', () => forged({}, { alg: 'HS256' })],
  ['one that says its signature is RSA', () => forged({}, { alg: 'RS256' })],
  ['one with a header that we must understand', () => forged({}, { crit: ['b64'], b64: false })],
  ['nothing', async () => ''],
  ['garbage', async () => 'a.b.c'],
  ['a megabyte', async () => 'x'.repeat(1_000_000)],
  ['a megabyte in three parts', async () => `${'x'.repeat(500_000)}.${'y'.repeat(500_000)}.z`],
  ['one without its signature', async () => (await issued()).replace(/[^.]+$/, '')],
  ['one of a signer with the same key name', async () => (await at(NOW, keysOf(KID)).issue(visitor)).token],
])('%s is refused', async (_name, token) => {
  expect(await at(NOW).verify(await token())).toBeUndefined();
});

it('a token is refused from the second in which it ends', async () => {
  expect(await at(after(86_400)).verify(await issued())).toBeUndefined();
});

it('a token that has ended still says whose it was, to whoever asks for that', async () => {
  const token = await issued();
  expect(await at(after(90 * 86_400)).recognize(token)).toEqual(visitor);
  expect(await at(after(60)).recognize(token)).toEqual(visitor);
});

it.each<[string, () => Promise<string>]>([
  ['of another issuer', () => forged({ iss: 'somebody' })],
  ['for another audience', () => forged({ aud: 'ops' })],
  ['for a registered person', () => forged({ sub: 'user-sam' })],
  ['that begins tomorrow', () => forged({ nbf: seconds(after(86_400 * 200)) })],
  ['of a key that is not ours', () => forged({}, { kid: 'test-2' })],
  ['without its signature', async () => (await issued()).replace(/[^.]+$/, '')],
  ['of a signer with the same key name', async () => (await at(NOW, keysOf(KID)).issue(visitor)).token],
  ['of nobody', async () => ''],
])('a token %s says nothing, ended or not', async (_name, token) => {
  const made = await token();
  for (const later of [60, 90 * 86_400]) expect(await at(after(later)).recognize(made)).toBeUndefined();
});

it('a token with any one character changed is refused, the last bits of its signature included', async () => {
  const token = await issued();
  const [tokens, late] = [at(NOW), at(after(90 * 86_400))];
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  for (let index = 0; index < token.length; index += 1) {
    // the neighbour differs in the lowest bit, which some decoders drop
    const neighbour = alphabet[alphabet.indexOf(token[index]!) ^ 1] ?? 'A';
    for (const other of [neighbour, token[index] === 'A' ? 'Q' : 'A', '=', ' ', 'é']) {
      const changed = token.slice(0, index) + other + token.slice(index + 1);
      expect(await tokens.verify(changed), `character ${index} as ${other}`).toBeUndefined();
      if (other === neighbour) expect(await late.recognize(changed), `${index}, ended`).toBeUndefined();
    }
  }
});

it('storage that is away makes no token bad', async () => {
  const away = { ...keys, verifying: () => Promise.reject(new StorageUnavailable('keys')) };
  await expect(at(NOW, away).verify(await issued())).rejects.toBeInstanceOf(StorageUnavailable);
});

describe('the key in the keys table', () => {
  const kek = createKeyEncryptionKey('kek-test', async () => new Uint8Array(32).fill(7));

  it('is made once, whoever comes first', async () => {
    const store = createMemoryKeyStore();
    const instances = [1, 2, 3].map(() => at(NOW, createSigningKeys({ keys: store, kek })));
    const tokens = await Promise.all(instances.map((instance) => instance.issue(visitor)));
    for (const instance of instances)
      for (const { token } of tokens) expect(await instance.verify(token)).toEqual(visitor);
  });

  it('verifies without the key-encryption key, and is not there before the first token', async () => {
    const store = createMemoryKeyStore();
    const verifying = createVerifyingKeys(store);
    const verifier = at(NOW, { ...verifying, signing: () => Promise.reject(new Error('never')) });
    expect(await verifier.verify(await issued())).toBeUndefined();
    expect(await verifying.verifying('visitor-1')).toBeUndefined();
    const { token } = await at(NOW, createSigningKeys({ keys: store, kek })).issue(visitor);
    expect(await verifier.verify(token)).toEqual(visitor);
  });

  it('rests wrapped: the bytes in the table are no key', async () => {
    const store = createMemoryKeyStore();
    await at(NOW, createSigningKeys({ keys: store, kek })).issue(visitor);
    const record = await store.get({ subject: 'system', stream: 'signing-key/visitor-1' });
    expect(record).toMatchObject({ kind: 'key', kek: 'kek-test' });
    expect((record as { wrapped: Uint8Array }).wrapped).toHaveLength(48 + 28);
  });

  it('is refused where it was buried', async () => {
    const store = createMemoryKeyStore();
    await store.bury(
      { subject: 'system', stream: 'signing-key/visitor-1' },
      { kind: 'tombstone', request: 'x', at: NOW },
    );
    const tokens = at(NOW, createSigningKeys({ keys: store, kek }));
    await expect(tokens.issue(visitor)).rejects.toBeInstanceOf(StorageUnavailable);
  });
});

it('the key file of one machine is its owner’s alone, and outlives a restart', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'dixon-test-'));
  try {
    const { token } = await at(NOW, signingKeysIn(dataDir)).issue(visitor);
    expect(await at(NOW, signingKeysIn(dataDir)).verify(token)).toEqual(visitor);
    expect(statSync(join(dataDir, 'visitor-signing-key.pem')).mode & 0o777).toBe(0o600);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});

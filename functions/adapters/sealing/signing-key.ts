/**
 * The key that signs visitors' tokens on AWS, kept in the keys table: its private half wrapped by the key-encryption
 * key, its public half as it is, so that the authorizer needs neither KMS nor any way to open data.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import type { SigningKeys, VerifyingKeys } from '../anonymous-tokens.ts';
import type { KeyEncryptionKey } from './key-encryption-key.ts';
import type { KeyStore } from './key-store.ts';

const NEWEST = 'visitor-1';

/** In place of a key-encryption key's name, where nothing was wrapped. */
const NOT_WRAPPED = 'none';

const privateAddress = (kid: string) => ({ subject: 'system', stream: `signing-key/${kid}` });
const publicAddress = (kid: string) => ({ subject: 'system', stream: `verifying-key/${kid}` });

/** Remembers what was found; a failure and a thing that is not there yet are looked for again. */
const once = <T>(find: () => Promise<T | undefined>): (() => Promise<T | undefined>) => {
  let found: T | undefined;
  return async () => (found ??= await find());
};

/** Only reads: before the first token was issued there is no key, and no token can be good. */
export const createVerifyingKeys = (keys: KeyStore): VerifyingKeys => {
  const newest = once(async () => {
    const record = await keys.get(publicAddress(NEWEST));
    if (record?.kind !== 'key') return undefined;
    return createPublicKey({ key: Buffer.from(record.wrapped), format: 'der', type: 'spki' });
  });
  return { verifying: async (kid) => (kid === NEWEST ? newest() : undefined) };
};

/** Makes the key at its first use; of two instances that make one at once, the first one's stands. */
export const createSigningKeys = ({ keys, kek }: { keys: KeyStore; kek: KeyEncryptionKey }): SigningKeys => {
  const address = privateAddress(NEWEST);
  const context = `${address.subject}|${address.stream}`;

  const make = async () => {
    const der = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
    return keys.putIfAbsent(address, { kind: 'key', wrapped: await kek.wrap(der, context), kek: kek.id });
  };

  const privateKey = once(async (): Promise<KeyObject> => {
    const record = (await keys.get(address)) ?? (await make());
    if (record.kind !== 'key') throw new StorageUnavailable('keys', { cause: new Error('the signing key was buried') });
    const der = Buffer.from(await kek.unwrap(record.wrapped, record.kek, context));
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    // said each time an instance starts: an instance that died between the two puts is made good by the next
    const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
    await keys.putIfAbsent(publicAddress(NEWEST), { kind: 'key', wrapped: spki, kek: NOT_WRAPPED });
    return key;
  });

  return {
    signing: async () => ({ kid: NEWEST, key: (await privateKey())! }),
    ...createVerifyingKeys(keys),
  };
};

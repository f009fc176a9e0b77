/**
 * The vault: one AES-256 data key per stream, made on first use, wrapped by the key-encryption key. While a stream gets a
 * fresh key, the one before opens too.
 *
 * Opened data keys are kept for a minute and at most 2,000 of them, so a turn costs one key read; another instance can
 * therefore read a shredded stream for up to a minute, unless its body is gone already.
 */
import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { StreamAddress } from '../../../events/core/commit.ts';
import type { KeyPrefetch, Vault } from '../../../events/core/vault.ts';
import { Corrupted, StorageUnavailable, StreamErased } from '../../../schemas/errors.ts';
import { decrypt, encrypt, type AesKey } from './aes.ts';
import type { KeyEncryptionKey } from './key-encryption-key.ts';
import { newestErasure, type KeyRecord, type KeyStore, type WrappedKey } from './key-store.ts';
import { createRotator } from './rotation.ts';
import { createShredder } from './shredder.ts';

const KEEP_MS = 60_000;
const KEEP_COUNT = 2_000;

/** Undefined where the key is another one. */
const attempt = (key: AesKey, sealed: Uint8Array, place: string): Uint8Array | undefined => {
  try {
    return decrypt(key, sealed, place);
  } catch {
    return undefined;
  }
};

const forgetDamage = (error: unknown): void => {
  if (!(error instanceof Corrupted)) throw error;
};

export type VaultParts = {
  keys: KeyStore;
  kek: KeyEncryptionKey;
  /** Milliseconds on any steady clock. */
  milliseconds: () => number;
};

export const createVault = ({ keys, kek, milliseconds }: VaultParts): Vault & KeyPrefetch => {
  const shredder = createShredder(keys);
  const opened = new Map<string, { key: KeyObject; until: number }>();
  const id = ({ subject, stream }: StreamAddress) => `${subject}|${stream}`;

  const remember = (address: StreamAddress, bytes: Uint8Array): KeyObject => {
    const key = createSecretKey(bytes);
    opened.delete(id(address));
    opened.set(id(address), { key, until: milliseconds() + KEEP_MS });
    const oldest = opened.size > KEEP_COUNT ? opened.keys().next().value : undefined;
    if (oldest !== undefined) opened.delete(oldest);
    return key;
  };

  const unwrap = async (address: StreamAddress, key: WrappedKey): Promise<Uint8Array> => {
    try {
      return await kek.unwrap(key.wrapped, key.kek, id(address));
    } catch (cause) {
      // KMS being away says nothing about the record
      if (cause instanceof StorageUnavailable) throw cause;
      throw new Corrupted({ stream: address.stream, part: 'key' }, { cause });
    }
  };

  /** The newest key: the only one that anything is sealed with. */
  const newestIn = async (address: StreamAddress, record: KeyRecord): Promise<KeyObject> => {
    if (record.kind === 'tombstone') throw new StreamErased(record.request);
    return remember(address, await unwrap(address, record));
  };

  const cached = (address: StreamAddress): KeyObject | undefined => {
    const entry = opened.get(id(address));
    return entry && entry.until > milliseconds() ? entry.key : undefined;
  };

  const newKey = async (address: StreamAddress): Promise<WrappedKey> => ({
    wrapped: await kek.wrap(randomBytes(32), id(address)),
    kek: kek.id,
  });

  const rotator = createRotator(keys, newKey);

  const keyForWriting = async (address: StreamAddress, renew: boolean): Promise<KeyObject> => {
    const record = await keys.get(address);
    if (!record) {
      const first = { kind: 'key' as const, ...(await newKey(address)) };
      return newestIn(address, await keys.putIfAbsent(address, first));
    }
    if (record.kind === 'key' || !renew) return newestIn(address, record);
    const erased = { request: record.request, at: record.at };
    return newestIn(address, await keys.renew(address, { kind: 'key', ...(await newKey(address)), erased }));
  };

  /** With the keys as the table has them now. */
  const openAfresh = async (address: StreamAddress, place: string, sealed: Uint8Array): Promise<Uint8Array> => {
    const record = await keys.get(address);
    if (!record) throw new Corrupted({ stream: address.stream, part: 'key' });
    const newest = await newestIn(address, record);
    try {
      return decrypt(newest, sealed, place);
    } catch (cause) {
      const previous = record.kind === 'key' ? record.previous : undefined;
      const opened = previous && attempt(await unwrap(address, previous), sealed, place);
      if (opened) return opened;
      // sealed before the erasure: its key is gone, whatever the stream has become since
      const erasure = newestErasure(record);
      if (erasure) throw new StreamErased(erasure.request);
      throw new Corrupted({ stream: address.stream, part: 'seal' }, { cause });
    }
  };

  /** What has become of the stream's key is asked of the table again. */
  const forget = (address: StreamAddress): boolean => opened.delete(id(address));

  return {
    ...shredder,

    seal: async (address, place, plain, { renew = false, fresh = renew } = {}) => {
      const known = fresh ? undefined : cached(address);
      return encrypt(known ?? (await keyForWriting(address, renew)), plain, place);
    },

    open: async (address, place, sealed) => {
      const key = cached(address);
      if (!key) return openAfresh(address, place, sealed);
      try {
        return decrypt(key, sealed, place);
      } catch {
        // a stream that was rotated elsewhere, or erased and began anew, has another key than the one remembered here
        return openAfresh(address, place, sealed);
      }
    },

    prefetch: async (addresses) => {
      const records = await keys.some(addresses);
      await Promise.all(
        addresses.map(async (address, index) => {
          forget(address);
          const record = records[index];
          // what is damaged fails whoever needs it
          if (record?.kind === 'key') await newestIn(address, record).catch(forgetDamage);
        }),
      );
    },

    shred: async (address, request, at, options) => {
      const removed = await shredder.shred(address, request, at, options);
      forget(address);
      return removed;
    },

    startRotation: async (address, request, at) => {
      await rotator.startRotation(address, request, at);
      forget(address);
    },

    finishRotation: async (address, request, at) => {
      await rotator.finishRotation(address, request, at);
      forget(address);
    },
  };
};

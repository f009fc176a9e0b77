/**
 * The vault: one AES-256 data key per stream, made on first use, wrapped by the key-encryption key.
 *
 * Opened data keys are kept for a minute and at most 2,000 of them, so a turn costs one key read; another instance can
 * therefore read a shredded stream for up to a minute, unless its body is gone already.
 */
import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { StreamAddress } from '../../../events/core/commit.ts';
import type { Vault } from '../../../events/core/vault.ts';
import { Corrupted, StorageUnavailable, StreamErased } from '../../../schemas/errors.ts';
import { decrypt, encrypt } from './aes.ts';
import type { KeyEncryptionKey } from './key-encryption-key.ts';
import type { KeyRecord, KeyStore } from './key-store.ts';
import { createShredder } from './shredder.ts';

const KEEP_MS = 60_000;
const KEEP_COUNT = 2_000;

export type VaultParts = {
  keys: KeyStore;
  kek: KeyEncryptionKey;
  /** Milliseconds on any steady clock. */
  milliseconds: () => number;
};

export const createVault = ({ keys, kek, milliseconds }: VaultParts): Vault => {
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

  const unwrap = async (address: StreamAddress, record: KeyRecord): Promise<KeyObject> => {
    if (record.kind === 'tombstone') throw new StreamErased(record.request);
    try {
      return remember(address, await kek.unwrap(record.wrapped, record.kek, id(address)));
    } catch (cause) {
      // KMS being away says nothing about the record
      if (cause instanceof StorageUnavailable) throw cause;
      throw new Corrupted({ stream: address.stream, part: 'key' }, { cause });
    }
  };

  const cached = (address: StreamAddress): KeyObject | undefined => {
    const entry = opened.get(id(address));
    return entry && entry.until > milliseconds() ? entry.key : undefined;
  };

  const newKey = async (address: StreamAddress) => ({
    kind: 'key' as const,
    wrapped: await kek.wrap(randomBytes(32), id(address)),
    kek: kek.id,
  });

  const keyForWriting = async (address: StreamAddress, renew: boolean): Promise<KeyObject> => {
    const record = await keys.get(address);
    if (!record) return unwrap(address, await keys.putIfAbsent(address, await newKey(address)));
    if (record.kind === 'key' || !renew) return unwrap(address, record);
    const erased = { request: record.request, at: record.at };
    return unwrap(address, await keys.renew(address, { ...(await newKey(address)), erased }));
  };

  /** With the key as the table has it now. */
  const openAfresh = async (address: StreamAddress, place: string, sealed: Uint8Array): Promise<Uint8Array> => {
    const record = await keys.get(address);
    if (!record) throw new Corrupted({ stream: address.stream, part: 'key' });
    const key = await unwrap(address, record);
    try {
      return decrypt(key, sealed, place);
    } catch (cause) {
      // sealed before the erasure: its key is gone, whatever the stream has become since
      if (record.kind === 'key' && record.erased) throw new StreamErased(record.erased.request);
      throw new Corrupted({ stream: address.stream, part: 'seal' }, { cause });
    }
  };

  return {
    ...shredder,

    seal: async (address, place, plain, { renew = false } = {}) => {
      const known = renew ? undefined : cached(address);
      return encrypt(known ?? (await keyForWriting(address, renew)), plain, place);
    },

    open: async (address, place, sealed) => {
      const key = cached(address);
      if (!key) return openAfresh(address, place, sealed);
      try {
        return decrypt(key, sealed, place);
      } catch {
        // a stream that was erased and began anew elsewhere has another key than the one remembered here
        return openAfresh(address, place, sealed);
      }
    },

    shred: async (address, request, at) => {
      const removed = await shredder.shred(address, request, at);
      opened.delete(id(address));
      return removed;
    },
  };
};

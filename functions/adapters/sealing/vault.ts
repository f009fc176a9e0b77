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

const KEEP_MS = 60_000;
const KEEP_COUNT = 2_000;

export type VaultParts = {
  keys: KeyStore;
  kek: KeyEncryptionKey;
  /** Milliseconds on any steady clock. */
  milliseconds: () => number;
};

export const createVault = ({ keys, kek, milliseconds }: VaultParts): Vault => {
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

  const existingKey = async (address: StreamAddress): Promise<KeyObject> => {
    const record = await keys.get(address);
    if (!record) throw new Corrupted({ stream: address.stream, part: 'key' });
    return unwrap(address, record);
  };

  const keyForWriting = async (address: StreamAddress): Promise<KeyObject> => {
    const record = await keys.get(address);
    if (record) return unwrap(address, record);
    const wrapped = await kek.wrap(randomBytes(32), id(address));
    return unwrap(address, await keys.putIfAbsent(address, { kind: 'key', wrapped, kek: kek.id }));
  };

  return {
    seal: async (address, place, plain) => encrypt(cached(address) ?? (await keyForWriting(address)), plain, place),

    open: async (address, place, sealed) => {
      const key = cached(address) ?? (await existingKey(address));
      try {
        return decrypt(key, sealed, place);
      } catch (cause) {
        throw new Corrupted({ stream: address.stream, part: 'seal' }, { cause });
      }
    },

    shred: async (address, request, at) => {
      await keys.bury(address, { kind: 'tombstone', request, at });
      opened.delete(id(address));
    },

    erasedBy: async (address) => {
      const record = await keys.get(address);
      return record?.kind === 'tombstone' ? record.request : undefined;
    },
  };
};

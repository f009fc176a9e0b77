/** Where wrapped data keys rest: one per stream of a subject, or a tombstone that says which request shredded it. */
import type { StreamAddress } from '../../../events/core/commit.ts';

export type KeyRecord =
  | { kind: 'key'; wrapped: Uint8Array; /** Which key-encryption key wrapped it. */ kek: string }
  | { kind: 'tombstone'; request: string; at: string };

export interface KeyStore {
  get(address: StreamAddress): Promise<KeyRecord | undefined>;
  /** Stores a first record and answers with what stands there afterwards: the given one, or the one that was first. */
  putIfAbsent(address: StreamAddress, record: KeyRecord): Promise<KeyRecord>;
  /** Replaces a key by a tombstone; a tombstone that is already there stays. */
  bury(address: StreamAddress, tombstone: KeyRecord & { kind: 'tombstone' }): Promise<void>;
}

export const createMemoryKeyStore = (): KeyStore => {
  const records = new Map<string, KeyRecord>();
  const id = ({ subject, stream }: StreamAddress) => `${subject}|${stream}`;
  return {
    get: async (address) => structuredClone(records.get(id(address))),
    putIfAbsent: async (address, record) => {
      const standing = records.get(id(address)) ?? structuredClone(record);
      records.set(id(address), standing);
      return structuredClone(standing);
    },
    bury: async (address, tombstone) => {
      if (records.get(id(address))?.kind !== 'tombstone') records.set(id(address), structuredClone(tombstone));
    },
  };
};

/** Where wrapped data keys rest: one per stream of a subject, or a tombstone that says which request shredded it. */
import type { StreamAddress } from '../../../events/core/commit.ts';

export type KeyRecord =
  | {
      kind: 'key';
      wrapped: Uint8Array;
      /** Which key-encryption key wrapped it. */
      kek: string;
      /** The erasure after which the stream began anew. */
      erased?: { request: string; at: string };
    }
  | { kind: 'tombstone'; request: string; at: string };

export interface KeyStore {
  get(address: StreamAddress): Promise<KeyRecord | undefined>;
  /** Stores a first record and answers with what stands there afterwards: the given one, or the one that was first. */
  putIfAbsent(address: StreamAddress, record: KeyRecord): Promise<KeyRecord>;
  /**
   * Replaces a key by a tombstone; a tombstone that is already there stays, and so does a key that was made after this
   * request or a later one had buried its forerunner. True where a key went.
   */
  bury(address: StreamAddress, tombstone: Tombstone): Promise<boolean>;
  /** Replaces the tombstone that a key's `erased` names by the key, and answers with what stands there afterwards. */
  renew(address: StreamAddress, key: RenewedKey): Promise<KeyRecord>;
}

export type Tombstone = KeyRecord & { kind: 'tombstone' };
export type RenewedKey = KeyRecord & { kind: 'key'; erased: { request: string; at: string } };

const outlives = (standing: KeyRecord, { request, at }: Tombstone): boolean =>
  standing.kind === 'tombstone' ||
  (standing.erased !== undefined && (standing.erased.request === request || standing.erased.at > at));

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
      const standing = records.get(id(address));
      if (standing && outlives(standing, tombstone)) return false;
      records.set(id(address), structuredClone(tombstone));
      return standing !== undefined;
    },
    renew: async (address, key) => {
      const standing = records.get(id(address));
      const answers = standing?.kind === 'tombstone' && standing.request === key.erased.request;
      if (answers) records.set(id(address), structuredClone(key));
      return structuredClone(answers || !standing ? key : standing);
    },
  };
};

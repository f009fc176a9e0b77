/** Where wrapped data keys rest: one per stream of a subject, or a tombstone that says which request shredded it. */
import type { StreamAddress } from '../../../events/core/commit.ts';
import type { ShredOptions } from '../../../events/core/vault.ts';

export type WrappedKey = {
  wrapped: Uint8Array;
  /** Which key-encryption key wrapped it. */
  kek: string;
};

/** The request that erased something, and when it was asked for. */
export type Erasure = { request: string; at: string };

export type KeyRecord =
  | (WrappedKey & {
      kind: 'key';
      /** The erasure after which the stream began anew. */
      erased?: Erasure;
      /** The newest erasure of a part of the stream: what older keys sealed went with it. */
      rotated?: Erasure;
      /** The key before this one, as long as what is to stay is written again by this request. */
      previous?: WrappedKey & { request: string };
    })
  | ({ kind: 'tombstone' } & Erasure);

export interface KeyStore {
  get(address: StreamAddress): Promise<KeyRecord | undefined>;
  /** Many at once, undefined for what is not there; in the order in which they were asked for. */
  some(addresses: readonly StreamAddress[]): Promise<(KeyRecord | undefined)[]>;
  /** Stores a first record and answers with what stands there afterwards: the given one, or the one that was first. */
  putIfAbsent(address: StreamAddress, record: KeyRecord): Promise<KeyRecord>;
  /**
   * Replaces a key by a tombstone; a tombstone that is already there stays, and so does a key that was made after this
   * request or a later one had buried its forerunner, unless it is to go as well. True where a key went.
   */
  bury(address: StreamAddress, tombstone: Tombstone, options?: ShredOptions): Promise<boolean>;
  /** Replaces the tombstone that a key's `erased` names by the key, and answers with what stands there afterwards. */
  renew(address: StreamAddress, key: RenewedKey): Promise<KeyRecord>;
  /** Replaces one key, or what is said beside it. False where another one stands there, or none. */
  replace(address: StreamAddress, standing: WrappedKey, key: LivingKey): Promise<boolean>;
  /** The streams of a person that have a key, in order. */
  living(subject: string): Promise<string[]>;
}

export type Tombstone = KeyRecord & { kind: 'tombstone' };
export type LivingKey = KeyRecord & { kind: 'key' };
export type RenewedKey = LivingKey & { erased: Erasure };

/** The newest erasure of the stream or of a part of it. */
export const newestErasure = (record: KeyRecord | undefined): Erasure | undefined =>
  record?.kind === 'key' ? (record.rotated ?? record.erased) : record;

const outlives = (standing: KeyRecord, { request, at }: Tombstone, { renewed = false }: ShredOptions): boolean =>
  standing.kind === 'tombstone' ||
  (!renewed && standing.erased !== undefined && (standing.erased.request === request || standing.erased.at > at));

export const createMemoryKeyStore = (): KeyStore => {
  const records = new Map<string, KeyRecord>();
  const id = ({ subject, stream }: StreamAddress) => `${subject}|${stream}`;
  return {
    get: async (address) => structuredClone(records.get(id(address))),
    some: async (addresses) => addresses.map((address) => structuredClone(records.get(id(address)))),
    putIfAbsent: async (address, record) => {
      const standing = records.get(id(address)) ?? structuredClone(record);
      records.set(id(address), standing);
      return structuredClone(standing);
    },
    bury: async (address, tombstone, options = {}) => {
      const standing = records.get(id(address));
      if (standing && outlives(standing, tombstone, options)) return false;
      records.set(id(address), structuredClone(tombstone));
      return standing !== undefined;
    },
    renew: async (address, key) => {
      const standing = records.get(id(address));
      const answers = standing?.kind === 'tombstone' && standing.request === key.erased.request;
      if (answers) records.set(id(address), structuredClone(key));
      return structuredClone(answers || !standing ? key : standing);
    },
    replace: async (address, standing, key) => {
      const current = records.get(id(address));
      const same = current?.kind === 'key' && Buffer.compare(current.wrapped, standing.wrapped) === 0;
      if (same) records.set(id(address), structuredClone(key));
      return same;
    },
    living: async (subject) =>
      [...records]
        .filter(([name, { kind }]) => kind === 'key' && name.startsWith(`${subject}|`))
        .map(([name]) => name.slice(subject.length + 1))
        .sort(),
  };
};

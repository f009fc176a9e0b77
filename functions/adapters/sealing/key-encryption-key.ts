/** The key that wraps data keys. On AWS its bytes come from KMS once per instance, here from a key file. */
import { decrypt, encrypt } from './aes.ts';

export interface KeyEncryptionKey {
  /** Name of the key that `wrap` uses; stored beside every wrapped key, so that keys can be rotated. */
  readonly id: string;
  wrap(plain: Uint8Array, context: string): Promise<Uint8Array>;
  /** Throws where the key that wrapped is not at hand or the wrapping was changed. */
  unwrap(wrapped: Uint8Array, kek: string, context: string): Promise<Uint8Array>;
}

/**
 * A key-encryption key of given bytes.
 * @param bytesOf the 32 bytes of a key by its name; called once per name
 */
export const createKeyEncryptionKey = (id: string, bytesOf: (id: string) => Promise<Uint8Array>): KeyEncryptionKey => {
  const known = new Map<string, Promise<Uint8Array>>();
  const bytes = (name: string): Promise<Uint8Array> => {
    const found = known.get(name) ?? bytesOf(name);
    known.set(name, found);
    // a failed fetch must not be remembered: the next call tries again
    found.catch(() => known.delete(name));
    return found;
  };
  return {
    id,
    wrap: async (plain, context) => encrypt(await bytes(id), plain, context),
    unwrap: async (wrapped, kek, context) => decrypt(await bytes(kek), wrapped, context),
  };
};

/** The half of the vault that ends keys: it needs the keys table and no key-encryption key, so it can open nothing. */
import type { Shredder } from '../../../events/core/vault.ts';
import type { KeyStore } from './key-store.ts';

export const createShredder = (keys: KeyStore): Shredder => ({
  shred: (address, request, at) => keys.bury(address, { kind: 'tombstone', request, at }),

  erasedBy: async (address) => {
    const record = await keys.get(address);
    return record?.kind === 'key' ? record.erased?.request : record?.request;
  },
});

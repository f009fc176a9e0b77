/** The half of the vault that ends keys: it needs the keys table and no key-encryption key, so it can open nothing. */
import type { Shredder } from '../../../events/core/vault.ts';
import { newestErasure, type KeyStore } from './key-store.ts';

export const createShredder = (keys: KeyStore): Shredder => ({
  shred: (address, request, at, options) => keys.bury(address, { kind: 'tombstone', request, at }, options),
  erasedBy: async (address) => newestErasure(await keys.get(address))?.request,
  erasedAt: async (address) => newestErasure(await keys.get(address))?.at,
  living: (subject) => keys.living(subject),
});

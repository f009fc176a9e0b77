/**
 * The half of the vault that gives a stream a fresh key, so that what is not written again under it can be erased.
 *
 * One rotation of a stream at a time: another request's waits, as a lost race (`ConcurrentModification`) that its state
 * machine repeats. If it went ahead, one of three keys would have to go before everything under it was written again.
 */
import type { StreamAddress } from '../../../events/core/commit.ts';
import type { KeyRotator } from '../../../events/core/vault.ts';
import { ConcurrentModification } from '../../../schemas/errors.ts';
import type { KeyStore, LivingKey, WrappedKey } from './key-store.ts';

/** @param newKey wraps a fresh key */
export const createRotator = (keys: KeyStore, newKey: (address: StreamAddress) => Promise<WrappedKey>): KeyRotator => {
  const replace = async (address: StreamAddress, standing: WrappedKey, key: LivingKey): Promise<void> => {
    if (!(await keys.replace(address, standing, key))) throw new ConcurrentModification({ stream: address.stream });
  };

  return {
    startRotation: async (address, request) => {
      const standing = await keys.get(address);
      if (standing?.kind !== 'key') return;
      const { wrapped, kek, previous } = standing;
      if ((previous ?? standing.rotated)?.request === request) return;
      if (previous) throw new ConcurrentModification({ stream: address.stream, rotating: previous.request });
      await replace(address, standing, {
        ...standing,
        ...(await newKey(address)),
        previous: { wrapped, kek, request },
      });
    },

    finishRotation: async (address, request, at) => {
      const standing = await keys.get(address);
      if (standing?.kind !== 'key' || standing.previous?.request !== request) return;
      const { previous: _gone, ...kept } = standing;
      await replace(address, standing, { ...kept, rotated: { request, at } });
    },
  };
};

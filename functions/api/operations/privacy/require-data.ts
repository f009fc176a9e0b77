/** A request about a mistyped id would erase nothing, a hold on it protect nothing, and nobody would notice. */
import { account, accountStream } from '../../../../events/account/index.ts';
import { garage, garageStream } from '../../../../events/garage/index.ts';
import { session, sessionStream } from '../../../../events/session/index.ts';
import { NotFound, StreamErased } from '../../../../schemas/errors.ts';
import type { ErasureScope } from '../../../../schemas/privacy.ts';
import type { ApiParts } from '../../ports.ts';

const CONSISTENT = { consistent: true };

const isThere = async ({ store }: Pick<ApiParts, 'store'>, userId: string, scope: ErasureScope): Promise<boolean> => {
  switch (scope.what) {
    case 'session': {
      const { state } = await store.load(session, sessionStream(userId, scope.sessionId), CONSISTENT);
      return state.status !== 'none' && state.status !== 'deleted';
    }
    case 'vehicle': {
      const { state } = await store.load(garage, garageStream(userId), CONSISTENT);
      return state.vehicles.some(({ id }) => id === scope.vehicleId);
    }
    case 'vehicles':
      return true;
    case 'account': {
      // a closed account waits for its erasure, which a hold may still stop
      const { state } = await store.load(account, accountStream(userId), CONSISTENT);
      return state.status === 'open' || state.erasing === true;
    }
  }
};

/** Throws `missing` where there is nothing with these ids, or what there was is erased. */
export const requireData = async (
  parts: Pick<ApiParts, 'store'>,
  userId: string,
  scope: ErasureScope,
  missing: NotFound,
): Promise<void> => {
  try {
    if (await isThere(parts, userId, scope)) return;
  } catch (error) {
    if (!(error instanceof StreamErased)) throw error;
  }
  throw missing;
};

import { AlreadyExists, NotFound, QuotaExceeded } from '../../schemas/errors.ts';
import type { ErasureScope } from '../../schemas/privacy.ts';
import type { HoldsEvent } from './events.ts';
import type { Hold, HoldsState } from './state.ts';

/** Matters about one person are few; each rests in the state with its reason. */
export const HOLD_LIMIT = 20;

/** Throws `AlreadyExists` for an id that was released before, `QuotaExceeded` for the 21st that stands. */
export const placeHold =
  (hold: Omit<Hold, 'at'>) =>
  ({ open, released }: HoldsState): HoldsEvent[] => {
    if (open.some(({ holdId }) => holdId === hold.holdId)) return [];
    if (released.includes(hold.holdId)) throw new AlreadyExists('hold');
    if (open.length >= HOLD_LIMIT)
      throw new QuotaExceeded(`As many holds stand as may (${open.length}/${HOLD_LIMIT}). Release one first.`, {
        limit: HOLD_LIMIT,
        use: open.length,
      });
    return [{ type: 'HoldPlaced', ...hold }];
  };

/** Throws `NotFound` for a hold that never was. */
export const releaseHold =
  (holdId: string, reason: string) =>
  ({ open, released }: HoldsState): HoldsEvent[] => {
    if (released.includes(holdId)) return [];
    if (!open.some((hold) => hold.holdId === holdId))
      throw new NotFound('hold', {}, 'There is no such hold. See getHolds for those that stand.');
    return [{ type: 'HoldReleased', holdId, reason }];
  };

/**
 * Whether a hold on one session stands in the way. Vehicles are part of sessions as well, and which ones the erasure of
 * a vehicle touches only its job knows: what waits too long can still be erased, what was erased cannot come back.
 */
const isTouched = (sessionId: string, scope: ErasureScope): boolean =>
  scope.what !== 'session' || scope.sessionId === sessionId;

/** The oldest hold that an erasure has to wait for; undefined where nothing stands in its way. */
export const heldBy = ({ open }: HoldsState, scope: ErasureScope): string | undefined =>
  open.find((hold) => hold.scope.what === 'account' || isTouched(hold.scope.sessionId, scope))?.holdId;

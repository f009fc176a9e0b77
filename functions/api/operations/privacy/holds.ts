/** SPEC N3: compliance places a hold on somebody's data, and releases it. */
import * as z from 'zod';
import { sortKey } from '../../../../events/core/commit.ts';
import {
  holds,
  holdsStream,
  placeHold as place,
  releaseHold as release,
  type Hold,
} from '../../../../events/holds/index.ts';
import { AlreadyExists, NotFound, StreamErased } from '../../../../schemas/errors.ts';
import { HoldId, HoldReason, type HoldScope } from '../../../../schemas/privacy.ts';
import { CommandId, SessionId, UserId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import { idOfCommand } from '../../ids.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { requireData } from './require-data.ts';

type Parts = Pick<ApiParts, 'store' | 'newId'>;

const Whose = z.object({ userId: UserId });
const Placing = Whose.extend({
  sessionId: SessionId.nullish(),
  reason: HoldReason,
  commandId: CommandId.nullish(),
});
const Releasing = Whose.extend({ holdId: HoldId, reason: HoldReason, commandId: CommandId.nullish() });

const toLegalHold = (userId: string, { holdId, scope, reason, by, at }: Hold, number: number) => ({
  id: holdId,
  userId,
  sessionId: scope.what === 'session' ? scope.sessionId : null,
  reason,
  placedBy: by,
  placedAt: at,
  position: sortKey(holdsStream(userId).stream, number),
});

const missing = new NotFound('data', {}, 'There is no data with these ids. Check userId and sessionId.');

/** Throws `NotFound`, `QuotaExceeded`, and `AlreadyExists` for the command id of another wish. */
export const placeHold = (parts: Parts) => async (args: unknown, principal: Principal) => {
  const { userId, sessionId, reason, commandId: given } = parse(Placing, args);
  const scope: HoldScope = sessionId ? { what: 'session', sessionId } : { what: 'account' };
  await requireData(parts, userId, scope, missing);
  const commandId = given ?? parts.newId();
  const holdId = idOfCommand(userId, commandId);
  const context = { commandId, actor: principal.actor, correlation: holdId };
  const wish = place({ holdId, scope, reason, by: principal.userId });
  const { state, number } = await parts.store.execute(holds, holdsStream(userId), context, wish);
  const hold = state.open.find((each) => each.holdId === holdId);
  if (!hold) throw new AlreadyExists('command');
  return toLegalHold(userId, hold, number);
};

/** Throws `NotFound` for a hold that never was. */
export const releaseHold =
  ({ store, newId }: Parts) =>
  async (args: unknown, { actor }: Principal): Promise<boolean> => {
    const { userId, holdId, reason, commandId } = parse(Releasing, args);
    const context = { commandId: commandId ?? newId(), actor, correlation: holdId };
    try {
      await store.execute(holds, holdsStream(userId), context, release(holdId, reason));
    } catch (error) {
      // this very command was carried out before, and the erasure that it let go on took its record with the rest
      if (!(error instanceof StreamErased)) throw error;
    }
    return true;
  };

/** Those that stand, oldest first. */
export const getHolds =
  ({ store }: Parts) =>
  async (args: unknown) => {
    const { userId } = parse(Whose, args);
    const { state, number } = await store.load(holds, holdsStream(userId));
    return state.open.map((hold) => toLegalHold(userId, hold, number));
  };

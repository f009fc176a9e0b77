/** What can happen to a person's legal holds (SPEC N3). */
import * as z from 'zod';
import { personal, plain } from '../../schemas/personal.ts';
import { HoldId, HoldReason, HoldScope } from '../../schemas/privacy.ts';
import { UserId } from '../../schemas/values.ts';

export const HoldPlaced = z.object({
  type: z.literal('HoldPlaced'),
  holdId: plain(HoldId),
  scope: plain(HoldScope),
  /** It tells of a dispute or a proceeding. */
  reason: personal(HoldReason),
  /** Who of compliance answers for it. */
  by: plain(UserId),
});

export const HoldReleased = z.object({
  type: z.literal('HoldReleased'),
  holdId: plain(HoldId),
  reason: personal(HoldReason),
});

export const HoldsEvent = z.discriminatedUnion('type', [HoldPlaced, HoldReleased]);
export type HoldsEvent = z.infer<typeof HoldsEvent>;

/** None yet: every event is still at version 1. */
export const holdsUpcasters = {};

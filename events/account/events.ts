/** What can happen to a person's account, as far as a conversation needs one. */
import * as z from 'zod';
import { plain } from '../../schemas/personal.ts';

export const AccountOpened = z.object({
  type: z.literal('AccountOpened'),
  kind: plain(z.enum(['registered', 'anonymous'])),
});

export const RetentionChosen = z.object({
  type: z.literal('RetentionChosen'),
  /** Days that sessions are kept after their last activity; -1 without end (SPEC A11). */
  days: plain(z.union([z.literal(30), z.literal(90), z.literal(-1)])),
});

/** The person wants everything gone; the erasure of all their streams follows. */
export const AccountClosed = z.object({ type: z.literal('AccountClosed') });

export const AccountEvent = z.discriminatedUnion('type', [AccountOpened, RetentionChosen, AccountClosed]);
export type AccountEvent = z.infer<typeof AccountEvent>;

/** None yet: every event is still at version 1. */
export const accountUpcasters = {};

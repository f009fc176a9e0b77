/** What auditors opened of a person's sealed history (SPEC N6). */
import * as z from 'zod';
import { personal, plain } from '../../schemas/personal.ts';
import { AccessReason } from '../../schemas/audit.ts';

/** The seal of one commit was opened. Who did it is the commit's actor. */
export const HistoryOpened = z.object({
  type: z.literal('HistoryOpened'),
  stream: plain(z.string()),
  number: plain(z.int().positive()),
  reason: personal(AccessReason),
});

export const AccessEvent = z.discriminatedUnion('type', [HistoryOpened]);
export type AccessEvent = z.infer<typeof AccessEvent>;

/** None yet: every event is still at version 1. */
export const accessUpcasters = {};

/** The words of audit: what can be wrong with the history, and why somebody opened a seal. */
import * as z from 'zod';

/** Free text of compliance: it may tell of a person. */
export const AccessReason = z.string().trim().min(10, 'say why in at least 10 characters').max(500);

export const VerificationId = z.guid().transform((id) => id.toLowerCase());

/** `schemas/api.graphql` says what each means (`HistoryFault`). */
export const FaultKind = z.enum([
  'missing-number',
  'broken-link',
  'changed-header',
  'changed-body',
  'missing-body',
  'foreign-ciphertext',
  'damaged',
  'not-sealed',
  'missing-commit',
  'other-commit',
  'missing-digest',
  'broken-digest',
]);
export type FaultKind = z.infer<typeof FaultKind>;

/** Where a fault shows: at a commit, or at a digest. Ids and numbers only. */
export const HistoryFault = z.object({
  kind: FaultKind,
  subject: z.string().optional(),
  stream: z.string().optional(),
  number: z.int().min(0).optional(),
  digest: z.string().optional(),
});
export type HistoryFault = z.infer<typeof HistoryFault>;

/** What compliance and Dixon itself did to prove the history. Ids and numbers only; who it was is the commit's actor. */
import * as z from 'zod';
import { HistoryFault } from '../../schemas/audit.ts';
import { plain } from '../../schemas/personal.ts';
import { FailureName, Sha256 } from '../../schemas/privacy.ts';
import { Instant, UserId } from '../../schemas/values.ts';
import { Segments } from '../../schemas/views.ts';

const Count = z.int().min(0);

export const VerificationBegun = z.object({
  type: z.literal('VerificationBegun'),
  segments: plain(Segments),
  /** Whether the digests are held against the history too. */
  digests: plain(z.boolean()),
});

/** `faults` are the first hundred. */
export const VerificationEnded = z.object({
  type: z.literal('VerificationEnded'),
  commits: plain(Count),
  streams: plain(Count),
  erased: plain(Count),
  digests: plain(Count),
  sealedUntil: plain(Instant.optional()),
  faultCount: plain(Count),
  faults: plain(z.array(HistoryFault).max(100)),
});

export const VerificationFailed = z.object({ type: z.literal('VerificationFailed'), error: plain(FailureName) });

/** Somebody took a copy of a person's headers along. */
export const BundleMade = z.object({
  type: z.literal('BundleMade'),
  bundleId: plain(z.guid()),
  subject: plain(UserId),
  from: plain(Instant.optional()),
  to: plain(Instant.optional()),
  /** Which of those that repeats made at the same time. */
  file: plain(z.guid()),
  entries: plain(Count),
  sha256: plain(Sha256),
});

export const AuditEvent = z.discriminatedUnion('type', [
  VerificationBegun,
  VerificationEnded,
  VerificationFailed,
  BundleMade,
]);
export type AuditEvent = z.infer<typeof AuditEvent>;

/** None yet: every event is still at version 1. */
export const auditUpcasters = {};

/**
 * What can happen to a privacy request. The stream outlives the erasure of everything else, so every field is plain:
 * ids, numbers, codes and instants (`schemas/privacy.ts`), nowhere a text that somebody wrote.
 */
import * as z from 'zod';
import { plain } from '../../schemas/personal.ts';
import {
  AskedVia,
  ExtensionReason,
  FailureName,
  HoldId,
  IdentityProof,
  PrivacyStep,
  PrivacyWish,
  RefusalReason,
  Sha256,
  StoreTally,
  Tally,
} from '../../schemas/privacy.ts';
import { Instant } from '../../schemas/values.ts';

export const RequestReceived = z.object({
  type: z.literal('RequestReceived'),
  wish: plain(PrivacyWish),
  via: plain(AskedVia),
  dueAt: plain(Instant),
});

export const IdentityConfirmed = z.object({ type: z.literal('IdentityConfirmed'), by: plain(IdentityProof) });

/** Art. 12(3) GDPR: once, and the person is told why. */
export const RequestExtended = z.object({
  type: z.literal('RequestExtended'),
  dueAt: plain(Instant),
  reason: plain(ExtensionReason),
});

export const RequestRefused = z.object({ type: z.literal('RequestRefused'), reason: plain(RefusalReason) });

/** SPEC N3: it waits for the release of this hold. */
export const RequestHeld = z.object({ type: z.literal('RequestHeld'), holdId: plain(HoldId) });

/** Work goes on, after a hold or after a failure. */
export const RequestResumed = z.object({ type: z.literal('RequestResumed') });

/** A step is done once and for all; a job that is run again goes on behind it. */
export const StepDone = z.object({ type: z.literal('StepDone'), step: plain(PrivacyStep), tally: plain(Tally) });

/** The job gave up at a step, and a person has to act. */
export const RequestFailed = z.object({
  type: z.literal('RequestFailed'),
  step: plain(PrivacyStep),
  error: plain(FailureName),
});

export const ExportCompleted = z.object({
  type: z.literal('ExportCompleted'),
  files: plain(z.int().min(0)),
  bytes: plain(z.int().min(0)),
  /** Of the whole archive. */
  sha256: plain(Sha256),
  expiresAt: plain(Instant),
});

/** The export itself is erased; that there was one stays on record. */
export const ExportErased = z.object({ type: z.literal('ExportErased') });

/** SPEC N2: what the receipt says. The signature covers them. */
export const ErasureCompleted = z.object({
  type: z.literal('ErasureCompleted'),
  stores: plain(z.array(StoreTally)),
  /** From then on backups hold nothing of it. */
  backupsUntil: plain(Instant),
  signature: plain(z.base64url()),
  keyId: plain(z.string().max(200)),
});

export const PrivacyEvent = z.discriminatedUnion('type', [
  RequestReceived,
  IdentityConfirmed,
  RequestExtended,
  RequestRefused,
  RequestHeld,
  RequestResumed,
  StepDone,
  RequestFailed,
  ExportCompleted,
  ExportErased,
  ErasureCompleted,
]);
export type PrivacyEvent = z.infer<typeof PrivacyEvent>;

/** None yet: every event is still at version 1. */
export const privacyUpcasters = {};

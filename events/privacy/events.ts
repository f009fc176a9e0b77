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
  StoreCount,
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

/** What an erasure found before it took anything: a job that is run again finds less. */
export const DataFound = z.object({ type: z.literal('DataFound'), stores: plain(z.array(StoreCount)) });

/** Part of a long step is done. */
export const StepAdvanced = z.object({
  type: z.literal('StepAdvanced'),
  step: plain(PrivacyStep),
  done: plain(z.int().min(0)),
});

/** Erasures came in between: what the export had collected may hold what is gone, and counts no more. */
export const ExportOvertaken = z.object({
  type: z.literal('ExportOvertaken'),
  /** How far they had come: a number that grows with each of their steps. */
  erasures: plain(z.int().min(0)),
});

/** What was overtaken was collected once more. */
export const ExportCollectedAgain = z.object({ type: z.literal('ExportCollectedAgain') });

/** A step is done once and for all; a job that is run again goes on behind it. */
export const StepDone = z.object({ type: z.literal('StepDone'), step: plain(PrivacyStep), tally: plain(Tally) });

/** The job gave up at a step, and a person has to act. */
export const RequestFailed = z.object({
  type: z.literal('RequestFailed'),
  step: plain(PrivacyStep),
  error: plain(FailureName),
});

/** SPEC N2: what a receipt is signed with, and when. */
const signed = { signedAt: plain(Instant), signature: plain(z.base64url()), keyId: plain(Sha256) };

export const ExportCompleted = z.object({
  type: z.literal('ExportCompleted'),
  files: plain(z.int().min(0)),
  bytes: plain(z.int().min(0)),
  /** Of the whole archive. */
  sha256: plain(Sha256),
  expiresAt: plain(Instant),
  ...signed,
});

/** The export itself is erased; that there was one stays on record. */
export const ExportErased = z.object({ type: z.literal('ExportErased') });

/** What the receipt says. The signature covers all of it. */
export const ErasureCompleted = z.object({
  type: z.literal('ErasureCompleted'),
  stores: plain(z.array(StoreTally)),
  /** From then on backups hold nothing of it. */
  backupsUntil: plain(Instant),
  ...signed,
});

export const PrivacyEvent = z.discriminatedUnion('type', [
  RequestReceived,
  IdentityConfirmed,
  RequestExtended,
  RequestRefused,
  RequestHeld,
  RequestResumed,
  DataFound,
  StepAdvanced,
  ExportOvertaken,
  ExportCollectedAgain,
  StepDone,
  RequestFailed,
  ExportCompleted,
  ExportErased,
  ErasureCompleted,
]);
export type PrivacyEvent = z.infer<typeof PrivacyEvent>;

/** None yet: every event is still at version 1. */
export const privacyUpcasters = {};

/** What can happen to a person's account: what they agreed to, how they can be reached, what they decided about their data. */
import * as z from 'zod';
import { ConsentVersion, Purpose } from '../../schemas/consent.ts';
import { personal, plain } from '../../schemas/personal.ts';
import { EmailAddress, Instant, PersonName } from '../../schemas/values.ts';

export const AccountOpened = z.object({
  type: z.literal('AccountOpened'),
  kind: plain(z.enum(['registered', 'anonymous'])),
});

export const RetentionChosen = z.object({
  type: z.literal('RetentionChosen'),
  /** Days that sessions are kept after their last activity; -1 without end (SPEC A11). */
  days: plain(z.union([z.literal(30), z.literal(90), z.literal(-1)])),
});

/** SPEC B5: the person was shown this text and agreed to it. */
export const ConsentGiven = z.object({
  type: z.literal('ConsentGiven'),
  purpose: plain(Purpose),
  version: plain(ConsentVersion),
  /** SHA-256 of the text as it was shown, hex: `schemas/consent.ts` can be held against it for ever. */
  hash: plain(z.string().regex(/^[0-9a-f]{64}$/)),
});

export const ConsentWithdrawn = z.object({ type: z.literal('ConsentWithdrawn'), purpose: plain(Purpose) });

/** SPEC B2: a code is on its way to an address. It replaces the one before. */
export const EmailCodeSent = z.object({
  type: z.literal('EmailCodeSent'),
  email: personal(EmailAddress),
  /** Of the code, with the salt: the code itself is nowhere but in the mail. */
  codeHash: personal(z.string()),
  salt: personal(z.string()),
  expiresAt: plain(Instant),
});

/** The mail did not go out after all: nobody has the code, and it counts for nothing. */
export const EmailCodeUnsent = z.object({ type: z.literal('EmailCodeUnsent') });

/** A wrong try; the fifth one ends the code. */
export const EmailCodeRefused = z.object({ type: z.literal('EmailCodeRefused') });

/** Whoever has the account reads the mail of this address. */
export const EmailVerified = z.object({ type: z.literal('EmailVerified'), email: personal(EmailAddress) });

/** Art. 18 GDPR: what there is, is stored and nothing more. */
export const ProcessingRestricted = z.object({ type: z.literal('ProcessingRestricted') });
export const RestrictionLifted = z.object({ type: z.literal('RestrictionLifted') });

/** Art. 16 GDPR: what the person says of themself from now on; without a name, nothing. */
export const ProfileRectified = z.object({
  type: z.literal('ProfileRectified'),
  name: personal(PersonName.optional()),
});

/** The person wants everything gone; the erasure of all their streams follows. */
export const AccountClosed = z.object({ type: z.literal('AccountClosed') });

export const AccountEvent = z.discriminatedUnion('type', [
  AccountOpened,
  RetentionChosen,
  ConsentGiven,
  ConsentWithdrawn,
  EmailCodeSent,
  EmailCodeUnsent,
  EmailCodeRefused,
  EmailVerified,
  ProcessingRestricted,
  RestrictionLifted,
  ProfileRectified,
  AccountClosed,
]);
export type AccountEvent = z.infer<typeof AccountEvent>;

/** None yet: every event is still at version 1. */
export const accountUpcasters = {};

/** SPEC B2: an email address is verified by a code of six digits. Who hashes, and how, is the caller's business. */
import type * as z from 'zod';
import { NotFound, PermissionDenied, RateLimited } from '../../schemas/errors.ts';
import { opened } from './decide.ts';
import type { AccountEvent, EmailCodeSent } from './events.ts';
import { CODES_AN_HOUR, type AccountState, type Opened, type PendingCode } from './state.ts';

/** SPEC B2. */
const CODE_SECONDS = 900;
const HOUR_SECONDS = 3_600;
/** A session that was stolen lives for an hour: it cannot verify an address of its own and prove itself by it. */
const TRUSTED_AFTER_SECONDS = 86_400;

const after = (at: string, seconds: number): string => new Date(Date.parse(at) + seconds * 1_000).toISOString();

/** An address is kept for longer than an hour: a visitor says first that it may be. */
const requireConsent = ({ kind, consents }: Opened): void => {
  if (kind === 'anonymous' && !consents?.['keep-data'])
    throw new PermissionDenied(
      'Consent first that your data is kept: show the text of getConsentTexts, then call giveConsent.',
    );
};

/** Throws `RateLimited` with the seconds until the oldest of five codes is an hour old. */
const requirePatience = ({ codesSentAt = [] }: Opened, at: string): void => {
  const oldest = codesSentAt.length < CODES_AN_HOUR ? undefined : codesSentAt[0];
  if (oldest === undefined) return;
  const seconds = Math.ceil((Date.parse(after(oldest, HOUR_SECONDS)) - Date.parse(at)) / 1_000);
  if (seconds > 0) throw new RateLimited(seconds);
};

/**
 * A new code replaces the old one. Throws `PermissionDenied` for a visitor without consent, `RateLimited` for the sixth
 * within an hour.
 */
export const sendEmailCode =
  (code: Omit<z.infer<typeof EmailCodeSent>, 'type' | 'expiresAt'>) =>
  (state: AccountState, at: string): AccountEvent[] => {
    const account = opened(state);
    requireConsent(account);
    requirePatience(account, at);
    return [{ type: 'EmailCodeSent', ...code, expiresAt: after(at, CODE_SECONDS) }];
  };

/** The mail of this code did not go out. Nothing where another code took its place meanwhile. */
export const unsendEmailCode =
  (salt: string) =>
  (state: AccountState): AccountEvent[] =>
    opened(state).code?.salt === salt ? [{ type: 'EmailCodeUnsent' }] : [];

/**
 * A try with a code: right or wrong, it is a fact. Throws `NotFound` where no code holds, `PermissionDenied` for a
 * visitor who withdrew their consent meanwhile.
 * @param matches whether what was tried is the code behind a hash and its salt
 */
export const verifyEmail =
  (matches: (code: PendingCode) => boolean) =>
  (state: AccountState, at: string): AccountEvent[] => {
    const code = state.status === 'open' ? state.code : undefined;
    if (!code || at >= code.expiresAt)
      throw new NotFound('code', {}, 'There is no code that still holds. Ask for a new one with requestEmailCode.');
    requireConsent(opened(state));
    return matches(code) ? [{ type: 'EmailVerified', email: code.email }] : [{ type: 'EmailCodeRefused' }];
  };

/**
 * A try with a code by which somebody proves who they are. It must have gone to the address that was verified a day ago
 * at least: the mail of any other says nothing about whose account it is. Throws as `verifyEmail`, and
 * `PermissionDenied` for a code to another address.
 */
export const proveByCode =
  (matches: (code: PendingCode) => boolean) =>
  (state: AccountState, at: string): AccountEvent[] => {
    const { code, email, emailSince } = opened(state);
    const isTrusted = emailSince !== undefined && at >= after(emailSince, TRUSTED_AFTER_SECONDS);
    if (code && (code.email !== email || !isTrusted))
      throw new PermissionDenied(
        'This code went to an address that was not verified a day ago, and proves nothing. Sign in again instead.',
      );
    return verifyEmail(matches)(state, at);
  };

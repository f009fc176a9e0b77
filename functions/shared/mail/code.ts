/** The code of SPEC B2: six digits, and what is kept of them. */
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';

/** Every code is as likely as any other. */
export const sixDigits = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/**
 * What the history keeps of a code: HMAC-SHA-256 under a salt of its own, hex.
 *
 * A million codes are tried through in a second, whatever the function: what guards a code are the seal around the fact,
 * its 15 minutes and its 5 tries. The salt sees to it that equal codes do not look equal.
 */
export const hashOfCode = (code: string, salt: string): string => createHmac('sha256', salt).update(code).digest('hex');

/** Takes as long for any code: how far two hashes agree does not show. */
export const isCode = (tried: string, { hash, salt }: { hash: string; salt: string }): boolean =>
  timingSafeEqual(Buffer.from(hashOfCode(tried, salt), 'hex'), Buffer.from(hash, 'hex'));

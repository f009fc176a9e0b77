/** What a link to a file allows, signed: `<claims>.<signature>`, as S3's signed addresses have it in their query. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { isCanonical } from '../../../functions/runtime/canonical.ts';

const expires = z.iso.datetime();

const Claims = z.discriminatedUnion('method', [
  z.object({
    method: z.literal('PUT'),
    key: z.string(),
    expires,
    /** Bytes, no more and no fewer. */
    size: z.number().int(),
    /** What the request must say, word for word. */
    headers: z.record(z.string(), z.string()),
  }),
  z.object({ method: z.literal('GET'), key: z.string(), expires, name: z.string() }),
]);
export type Claims = z.infer<typeof Claims>;

export type Links = {
  sign: (claims: Claims) => string;
  /** What was signed; undefined for anything that was changed, was never signed here, or is over. */
  open: (token: string) => Claims | undefined;
};

/** @param key called at the first use @param now the current instant, ISO 8601 */
export const createLinks = ({ key, now }: { key: () => Buffer; now: () => string }): Links => {
  const signatureOf = (claims: string): Buffer => createHmac('sha256', key()).update(claims).digest();
  const isSigned = (claims: string, signature: string): boolean => {
    const [given, right] = [Buffer.from(signature, 'base64url'), signatureOf(claims)];
    return given.length === right.length && timingSafeEqual(given, right);
  };
  return {
    sign: (given) => {
      const claims = Buffer.from(JSON.stringify(given)).toString('base64url');
      return `${claims}.${signatureOf(claims).toString('base64url')}`;
    },
    open: (token) => {
      const [claims = '', signature = '', ...more] = token.split('.');
      if (more.length > 0 || !isCanonical(token) || !isSigned(claims, signature)) return undefined;
      const opened = Claims.parse(JSON.parse(Buffer.from(claims, 'base64url').toString()));
      return Date.parse(now()) < Date.parse(opened.expires) ? opened : undefined;
    },
  };
};

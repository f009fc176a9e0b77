/**
 * Whether every part of a token is written the one way that its bytes are written.
 *
 * The last character of base64url carries bits that decoders drop: without this, a signature with another last
 * character would be the same signature, and a token that was changed would be as good as before.
 */
export const isCanonical = (token: string): boolean =>
  token.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);

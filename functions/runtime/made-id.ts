/** Ids that are the same whenever they are made of the same. */
import { createHash } from 'node:crypto';

/** A UUID (version 8, RFC 9562) made of some texts. */
export const madeId = (...texts: string[]): string => {
  const bytes = createHash('sha256').update(texts.join('|')).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

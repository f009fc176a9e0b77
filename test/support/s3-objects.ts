/** What HTTP says of a part of a file. */
import { createHash } from 'node:crypto';

/** As S3 names content that came in one piece. */
export const entityTag = (bytes: Uint8Array): string => `"${createHash('md5').update(bytes).digest('hex')}"`;

/** First and last byte that a `Range` header asks for; undefined without one. An empty file has no ranges. */
export const rangeOf = (
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined => {
  const asked = /^bytes=(\d+)-(\d+)$/.exec(header ?? '');
  if (!asked) return undefined;
  const start = Number(asked[1]);
  return start < size ? { start, end: Math.min(Number(asked[2]), size - 1) } : 'unsatisfiable';
};

/**
 * Where an export rests: `exports/<owner>/<request>/`, the archive and, while its job runs, the parts it is made of.
 *
 * `owner` is a hash, since a key is part of links that people hand on; an erasure finds everything of a person below it.
 */
import { createHash } from 'node:crypto';

export const EXPORTS = 'exports/';

const ownerOf = (userId: string): string =>
  createHash('sha256').update(`export owner|${userId}`).digest('hex').slice(0, 32);

/** The prefix of all exports of a person. */
export const exportsOf = (userId: string): string => `${EXPORTS}${ownerOf(userId)}/`;

/** The prefix of one export. */
export const exportOf = (userId: string, requestId: string): string => `${exportsOf(userId)}${requestId}/`;

/** The prefix of what is collected and not packed yet. */
export const partsOf = (userId: string, requestId: string): string => `${exportOf(userId, requestId)}parts/`;

export const archiveKey = (userId: string, requestId: string): string =>
  `${exportOf(userId, requestId)}dixon-export.zip`;

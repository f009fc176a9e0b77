/**
 * Where an upload rests: `uploads/<session>/<owner>/<upload>`.
 *
 * A session's id is no proof of whose it is: a visitor's session keeps its id when somebody claims it, so for a while
 * two people have one of the same name. `owner` tells them apart. It is made of the caller's own identity, never of what
 * they send, so the key of somebody else's file cannot even be named, and the erasure of the one spares the other's. A
 * hash, since a key is part of links that people hand on; of person and session, so that no two sessions look alike.
 */
import { createHash } from 'node:crypto';

export const UPLOADS = 'uploads/';

const ownerOf = (userId: string, sessionId: string): string =>
  createHash('sha256').update(`upload owner|${userId}|${sessionId}`).digest('hex').slice(0, 32);

/** The prefix of all that a person sent to a session. */
export const uploadsOf = (userId: string, sessionId: string): string =>
  `${UPLOADS}${sessionId}/${ownerOf(userId, sessionId)}/`;

/** @param uploadId in any case */
export const uploadKey = (userId: string, sessionId: string, uploadId: string): string =>
  `${uploadsOf(userId, sessionId)}${uploadId.toLowerCase()}`;

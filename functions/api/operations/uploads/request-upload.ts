import * as z from 'zod';
import { readable, requireRoomForFile, session, sessionStream } from '../../../../events/session/index.ts';
import { UploadSize, UploadType } from '../../../../schemas/uploads.ts';
import { parse } from '../../../runtime/parse.ts';
import { uploadKey } from '../../../shared/uploads/keys.ts';
import { idOfCommand } from '../../ids.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { counterOf } from '../../rates.ts';
import { Command, OfSession } from './upload-arguments.ts';

/** Seconds that sending may take to begin: enough to try again on a bad line, and little for what is erased meanwhile. */
export const TICKET_SECONDS = 600;

/** SPEC B4: what nobody attached so long after its ticket ended is looked at by the sweep. Milliseconds. */
const LOOK_AFTER_MS = 1_800_000;

const Arguments = z.object({ ...OfSession.shape, ...Command.shape, contentType: UploadType, size: UploadSize });

/**
 * SPEC B3 `requestUpload`: an address that takes this one file. No fact is recorded before the file is attached, only a
 * note for the sweep; the same command for the same file gives the same id.
 * @throws NotFound, `SessionExpired`, `QuotaExceeded` for a session that holds ten files, `RateLimited`
 */
export const requestUpload =
  ({ store, blobs, uploadNotes, limits, rates, newId, now }: ApiParts) =>
  async (args: unknown, { userId }: Principal) => {
    const { sessionId, contentType, size, commandId } = parse(Arguments, args);
    const { state } = await store.load(session, sessionStream(userId, sessionId), { consistent: true });
    readable(userId, state, now());
    requireRoomForFile(state);
    // ten megabytes each, and nobody would hear of those that are never attached
    await limits.spend(counterOf(userId, 'uploads'), rates.uploads);
    const uploadId = idOfCommand(userId, `${commandId ?? newId()}|${sessionId}|${contentType}|${size}`);
    const key = uploadKey(userId, sessionId, uploadId);
    const { url, headers, expiresAt } = await blobs.presignPut({ key, contentType, size, seconds: TICKET_SECONDS });
    // before anybody can send: a file that nobody knows of would lie there for ever
    const lookAt = new Date(Date.parse(expiresAt) + LOOK_AFTER_MS).toISOString();
    await uploadNotes.note({ userId, sessionId, uploadId }, lookAt);
    return {
      uploadId,
      url,
      method: 'PUT',
      headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
      expiresAt,
    };
  };

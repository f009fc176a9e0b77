/** The files of a session: shown, fetched, removed (SPEC B3). */
import * as z from 'zod';
import {
  isAttached,
  readable,
  removeFile as remove,
  session,
  sessionStream,
  whileReadable,
} from '../../../../events/session/index.ts';
import { InvalidInput, NotFound } from '../../../../schemas/errors.ts';
import { parse } from '../../../runtime/parse.ts';
import { uploadKey } from '../../../shared/uploads/keys.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { attachmentsOf } from './attachments.ts';
import { Command, OfSession, OfUpload } from './upload-arguments.ts';

/** Seconds that a link holds: it is asked for when it is needed. */
export const LINK_SECONDS = 300;

/** Most sessions attach their files within their newest commits, in the one query that loads the state. */
const RECENT = 32;

const filesOf = async ({ store, now }: ApiParts, userId: string, sessionId: string) => {
  const loaded = await store.load(session, sessionStream(userId, sessionId), { recent: RECENT, consistent: true });
  readable(userId, loaded.state, now());
  return attachmentsOf(store, loaded);
};

/** Oldest first. Throws `NotFound`, `SessionExpired`. */
export const getFiles =
  (parts: ApiParts) =>
  async (args: unknown, { userId }: Principal) =>
    filesOf(parts, userId, parse(OfSession, args).sessionId);

/** An address of the file for whoever has it, for five minutes. Throws `NotFound`, `SessionExpired`. */
export const getFileLink =
  (parts: ApiParts) =>
  async (args: unknown, { userId }: Principal) => {
    const { sessionId, uploadId } = parse(OfUpload, args);
    const file = (await filesOf(parts, userId, sessionId)).find((each) => each.uploadId === uploadId);
    if (!file) throw new NotFound('file');
    const key = uploadKey(userId, sessionId, uploadId);
    return parts.blobs.presignGet({ key, name: file.name, seconds: LINK_SECONDS });
  };

const Removing = z.object({ ...OfUpload.shape, ...Command.shape });

/**
 * The fact first: what is not listed any more may lie there a moment longer. A repeat takes nothing away that was
 * attached again meanwhile. Throws `NotFound`, `SessionExpired`.
 */
export const removeFile =
  ({ store, blobs, newId }: ApiParts) =>
  async (args: unknown, { userId, actor }: Principal): Promise<boolean> => {
    const { sessionId, uploadId, commandId } = parse(Removing, args);
    const address = sessionStream(userId, sessionId);
    const context = { commandId: commandId ?? newId(), actor, correlation: newId() };
    const decide = whileReadable(userId, remove(uploadId));
    const { events, repeated } = await store.execute(session, address, context, decide);
    if (!events.some((event) => event.type === 'FileRemoved' && event.uploadId === uploadId))
      throw new InvalidInput('Choose another commandId: this one was used before.', { field: 'commandId' });
    const isBack = repeated && isAttached((await store.load(session, address, { consistent: true })).state, uploadId);
    if (!isBack) await blobs.remove([uploadKey(userId, sessionId, uploadId)]);
    return true;
  };

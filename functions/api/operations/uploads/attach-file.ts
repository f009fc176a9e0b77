import * as z from 'zod';
import { COMMAND_MEMORY } from '../../../../events/core/create-event-store.ts';
import {
  attachFile as attach,
  isAttached,
  readable,
  session,
  sessionStream,
  whileReadable,
  type SessionEvent,
  type SessionState,
} from '../../../../events/session/index.ts';
import { InvalidInput, NotFound } from '../../../../schemas/errors.ts';
import { parse } from '../../../runtime/parse.ts';
import { fileNameOf } from '../../../shared/uploads/file-name.ts';
import { uploadKey } from '../../../shared/uploads/keys.ts';
import { lookAt } from '../../../shared/uploads/look-at.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { attachmentsOf, toAttachment, type FileAttached } from './attachments.ts';
import { Command, OfUpload } from './upload-arguments.ts';

const Arguments = z.object({ ...OfUpload.shape, ...Command.shape, name: z.string().nullish() });

/** For what was attached when it was asked: nothing to do, unless it was removed at this moment. */
const keep =
  (uploadId: string) =>
  (state: SessionState): SessionEvent[] => {
    if (!isAttached(state, uploadId)) throw new NotFound('file');
    return [];
  };

/**
 * SPEC B3 `attachFile`: a file that was sent becomes the session's, once its content is what its type says. What is
 * attached already is not looked at again.
 * @throws NotFound where the session or the file is not there, `SessionExpired`, `QuotaExceeded` for the eleventh,
 * `InvalidInput` for a content that is something else: the file is then gone
 */
export const attachFile = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const { store, blobs, newId, now } = parts;
  const { userId, actor } = principal;
  const { sessionId, uploadId, name, commandId } = parse(Arguments, args);
  const address = sessionStream(userId, sessionId);
  const loaded = await store.load(session, address, { recent: COMMAND_MEMORY, consistent: true });
  const isKnown =
    isAttached(readable(userId, loaded.state, now()), uploadId) ||
    loaded.recent.some(({ command }) => command === commandId);

  const look = async () => {
    const { contentType, size } = await lookAt(blobs, uploadKey(userId, sessionId, uploadId));
    return attach({ uploadId, contentType, size, name: fileNameOf(name, contentType) });
  };
  const decide = isKnown ? keep(uploadId) : await look();
  const context = { commandId: commandId ?? newId(), actor, correlation: newId() };
  const outcome = await store.execute(session, address, context, whileReadable(userId, decide));

  const { number, at, events, repeated } = outcome;
  const isThis = (event: SessionEvent): event is FileAttached =>
    event.type === 'FileAttached' && event.uploadId === uploadId;
  const attached = events.find(isThis);
  if (attached) return toAttachment(attached, { stream: address.stream, number, at });
  if (repeated) throw new InvalidInput('Choose another commandId: this one was used before.', { field: 'commandId' });
  const earlier = await attachmentsOf(store, outcome);
  return earlier.find((file) => file.uploadId === uploadId);
};

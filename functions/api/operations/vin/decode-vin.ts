/** `decodeVin`: what a VIN says, recorded in a session, beside the tool that does the same in a conversation. */
import * as z from 'zod';
import { sortKey } from '../../../../events/core/commit.ts';
import { readable, session, sessionStream } from '../../../../events/session/index.ts';
import { InvalidInput, NotFound } from '../../../../schemas/errors.ts';
import { VinMethod } from '../../../../schemas/tools/vin-processor.ts';
import { CommandId, SessionId, UploadId } from '../../../../schemas/values.ts';
import type { VinRecorded } from '../../../../workflows/decode-vin/contract.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { counterOf } from '../../rates.ts';

const Arguments = z.object({
  sessionId: SessionId,
  vin: z.string().trim().min(1).max(40).nullish(),
  uploadId: UploadId.nullish(),
  method: VinMethod.nullish(),
  commandId: CommandId.nullish(),
});
type Arguments = z.infer<typeof Arguments>;

/** Either the VIN or a picture of it, and the way it came: typed where nothing else is said. */
const askedIn = ({ vin, uploadId, method }: Arguments) => {
  if (vin && uploadId) throw new InvalidInput('Send the VIN or a picture of it, not both.', { field: 'vin' });
  if (uploadId && method !== 'manual') return { method: method ?? ('image_upload' as const), uploadId };
  if (vin && (method ?? 'manual') === 'manual') return { method: 'manual' as const, vin };
  throw new InvalidInput('Send vin with the method manual, or the uploadId of a picture with camera or image_upload.', {
    field: 'method',
  });
};

/** A decoded VIN as the API shows it; the VIN itself is what the caller sent, or stands in the session's vehicle. */
const toVinDecoding = (
  sessionId: string,
  { details, source, sourceVersion, readBy, at, number }: VinRecorded,
): Record<string, unknown> => {
  const { engine = {}, drive, transmission, ...rest } = details;
  return {
    sessionId,
    ...rest,
    cylinders: engine.cylinders,
    displacementL: engine.displacementL,
    fuel: engine.fuel,
    turbo: engine.turbo,
    drive,
    transmission,
    source,
    sourceVersion,
    readBy,
    decodedAt: at,
    position: sortKey(`session/${sessionId}`, number),
  };
};

/**
 * Throws `InvalidInput` with what is wrong with the VIN or the picture, `NotFound` for a session, a picture or a VIN
 * that nobody knows, `SessionExpired`, `RateLimited`.
 */
export const decodeVin =
  ({ store, limits, rates, decodeVin: run, newId, now }: ApiParts) =>
  async (args: unknown, { userId, actor }: Principal) => {
    const given = parse(Arguments, args);
    const { sessionId } = given;
    const asked = askedIn(given);
    const { state } = await store.load(session, sessionStream(userId, sessionId), { consistent: true });
    const { files = [] } = readable(userId, state, now());
    if ('uploadId' in asked && !files.some(({ id }) => id === asked.uploadId)) throw new NotFound('file');
    await limits.spend(counterOf(userId, 'vins'), rates.vins);
    const commandId = given.commandId ?? newId();
    return toVinDecoding(sessionId, await run({ userId, into: { sessionId }, commandId, actor, ...asked }));
  };

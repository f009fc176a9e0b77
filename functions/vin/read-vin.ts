/** ReadVin: a VIN that keeps the rules (SPEC A7), typed by a person or read from a picture. */
import { InvalidInput, NotFound } from '../../schemas/errors.ts';
import { checkVin } from '../../schemas/vin.ts';
import type { DecodeVinInput, ReadVin } from '../../workflows/decode-vin/contract.ts';
import type { PictureReader } from './ports.ts';

/** The bytes of a file that a person sent to their session; undefined where there is none. */
export type FileOfSession = (userId: string, sessionId: string, uploadId: string) => Promise<Uint8Array | undefined>;

/** More than these at once are no slips: it is no VIN. */
const MOST_PROBLEMS = 4;

/** @throws InvalidInput with the first positions that are wrong and what was expected there */
const typed = (text: string): ReadVin => {
  const checked = checkVin(text);
  if (!checked.ok) {
    const told = checked.problems.slice(0, MOST_PROBLEMS).map(({ sentence }) => sentence);
    throw new InvalidInput(told.join(' '), { field: 'vin' });
  }
  return { vin: checked.vin, readBy: 'typed' };
};

/**
 * Throws `InvalidInput` for a VIN that breaks a rule and for a picture that shows none, `NotFound` for a picture that
 * is not there.
 */
export const readVin =
  ({ pictures, fileOf }: { pictures: PictureReader; fileOf: FileOfSession }) =>
  async ({ userId, into, vin, uploadId }: DecodeVinInput): Promise<ReadVin> => {
    if (vin !== undefined) return typed(vin);
    if (uploadId === undefined || !('sessionId' in into))
      throw new InvalidInput('Send a VIN, or the picture of one.', { field: 'vin' });
    const picture = await fileOf(userId, into.sessionId, uploadId);
    if (!picture) throw new NotFound('file');
    return pictures.read(picture);
  };

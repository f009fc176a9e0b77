/**
 * Where a page of a verification ended, and what the next has to link to: as a token that nobody can write. Sealed with
 * the views key of whoever asks, for one person and stream: another one's, or one with a changed byte, does not open.
 */
import * as z from 'zod';
import { Corrupted, InvalidInput, StreamErased } from '../../../../schemas/errors.ts';
import type { Principal } from '../../../api/principal.ts';
import { Place, WalkShape } from '../../../verify/progress.ts';
import type { AuditParts } from '../../ports.ts';

const Position = z.object({ walk: WalkShape, after: Place });
export type Position = z.infer<typeof Position>;

type Which = { subject: string; stream?: string | undefined };
type Parts = Pick<AuditParts, 'vault'>;

const keyOf = ({ userId }: Principal) => ({ subject: userId, stream: 'views' });
const placeOf = ({ subject, stream }: Which): string => `verify|${subject}|${stream ?? ''}`;

export const toToken = async (
  { vault }: Parts,
  principal: Principal,
  which: Which,
  position: Position,
): Promise<string> => {
  const bytes = Buffer.from(JSON.stringify(position));
  // somebody who erased everything of their own may be back
  const sealed = await vault.seal(keyOf(principal), placeOf(which), bytes, { renew: true });
  return Buffer.from(sealed).toString('base64url');
};

/** Throws `InvalidInput` for a token that `toToken` did not make for this caller, person and stream. */
export const fromToken = async (
  { vault }: Parts,
  principal: Principal,
  which: Which,
  token: string,
): Promise<Position> => {
  try {
    const opened = await vault.open(keyOf(principal), placeOf(which), Buffer.from(token, 'base64url'));
    return Position.parse(JSON.parse(Buffer.from(opened).toString()));
  } catch (error) {
    if (!(error instanceof Corrupted || error instanceof StreamErased)) throw error;
    throw new InvalidInput('This nextToken is not one of this verification. Begin again without it.', {
      field: 'nextToken',
    });
  }
};

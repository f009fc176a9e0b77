/**
 * The counts so far, as a token for the client. They come back from there, so they are sealed: nobody can write a census,
 * and one operator's does not go on in another's hands. The key is of no person, so that ops needs nobody's.
 */
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import * as z from 'zod';
import { Corrupted, InvalidInput, StreamErased } from '../../../../schemas/errors.ts';
import { isCanonical } from '../../../runtime/canonical.ts';
import type { OpsParts } from '../../ports.ts';
import { Counts } from './counts.ts';

const Reached = z.object({ counts: Counts, after: z.record(z.string(), z.string()) });
export type Reached = z.infer<typeof Reached>;

type Parts = Pick<OpsParts, 'vault'>;

const KEY = { subject: 'system', stream: 'census' };

const placeOf = (userId: string): string => `census|${userId}`;

export const toToken = async ({ vault }: Parts, userId: string, reached: Reached): Promise<string> => {
  const packed = zstdCompressSync(Buffer.from(JSON.stringify(reached)));
  return Buffer.from(await vault.seal(KEY, placeOf(userId), packed)).toString('base64url');
};

/** Throws `InvalidInput` for a token that `toToken` did not make for this operator. */
export const fromToken = async ({ vault }: Parts, userId: string, token: string): Promise<Reached> => {
  const refusal = new InvalidInput('This nextToken is not one of your census. Begin again without it.', {
    field: 'nextToken',
  });
  if (!isCanonical(token)) throw refusal;
  try {
    const packed = await vault.open(KEY, placeOf(userId), Buffer.from(token, 'base64url'));
    return Reached.parse(JSON.parse(zstdDecompressSync(packed).toString()));
  } catch (error) {
    // what another release sealed may have another form
    if (error instanceof Corrupted || error instanceof StreamErased || error instanceof z.ZodError) throw refusal;
    throw error;
  }
};

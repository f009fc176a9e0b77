/**
 * Where a page ended, as a token for the client. It holds the place of a commit that its reader may look at anyway, and a
 * mark of what was asked: handed to another question it would leave out what that one is about.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { InvalidInput } from '../../../../schemas/errors.ts';
import { isCanonical } from '../../../runtime/canonical.ts';

export const PageToken = z.string().max(1_000);

/** Of a commit, as tokens hold it. */
export const SortKey = z.string().regex(/^[\x21-\x7e]{1,200}#\d{10}$/);

/** The same for whatever was asked in the same words. */
const markOf = (question: object): string =>
  createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 16);

export const toToken = (question: object, place: unknown): string =>
  Buffer.from(JSON.stringify([markOf(question), place])).toString('base64url');

/** Throws `InvalidInput` for a token that is none, or of another question. */
export const fromToken = <T extends z.ZodType>(question: object, Place: T, token: string): z.output<T> => {
  try {
    if (!isCanonical(token)) throw new Error('more than one way to write it');
    const parsed: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    const [, place] = z.tuple([z.literal(markOf(question)), z.unknown()]).parse(parsed);
    return Place.parse(place);
  } catch {
    throw new InvalidInput('Send nextToken as the page before gave it, with the same question, or none.', {
      field: 'nextToken',
    });
  }
};

/** SPEC N9, for ops: what waits for a consumer, oldest first. */
import * as z from 'zod';
import { InvalidInput } from '../../../../schemas/errors.ts';
import { Instant } from '../../../../schemas/values.ts';
import { Consumer, type ParkedPlace } from '../../../shared/parked/ports.ts';
import { parse } from '../../../runtime/parse.ts';
import type { OpsParts } from '../../ports.ts';
import { oldestOf } from './oldest.ts';

const DEFAULT_LIMIT = 50;

const Arguments = z.object({
  consumer: Consumer.nullish(),
  limit: z.int().min(1).max(100).nullish(),
  nextToken: z.string().max(1_000).nullish(),
});

/** The last stream of the page before: nothing that its reader has not seen. */
const Place = z.tuple([Instant, z.string(), z.string(), Consumer]);

const toToken = ({ parkedAt, subject, stream, consumer }: ParkedPlace): string =>
  Buffer.from(JSON.stringify([parkedAt, subject, stream, consumer])).toString('base64url');

/** Throws `InvalidInput`. */
const fromToken = (token: string): ParkedPlace => {
  try {
    const [parkedAt, subject, stream, consumer] = Place.parse(JSON.parse(Buffer.from(token, 'base64url').toString()));
    return { parkedAt, subject, stream, consumer };
  } catch {
    throw new InvalidInput('Send nextToken as the page before gave it, or none.', { field: 'nextToken' });
  }
};

/** Throws `InvalidInput`. */
export const listParkedStreams = (parts: Pick<OpsParts, 'parked'>) => async (args: unknown) => {
  const { consumer, limit, nextToken } = parse(Arguments, args);
  const { items, more } = await oldestOf(parts, {
    consumer,
    limit: limit ?? DEFAULT_LIMIT,
    ...(nextToken ? { after: fromToken(nextToken) } : {}),
  });
  const last = items.at(-1);
  return { items, nextToken: more && last ? toToken(last) : null };
};

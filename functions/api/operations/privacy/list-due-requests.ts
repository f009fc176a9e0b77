/** SPEC N14, for compliance: what is open, of all people, soonest due first; so what is overdue comes first of all. */
import * as z from 'zod';
import type { DueRequest } from '../../../../events/projections/requests.ts';
import { InvalidInput } from '../../../../schemas/errors.ts';
import { Instant } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import { requestNow } from './open-request.ts';
import { toPrivacyRequest } from './request-shape.ts';

const Arguments = z.object({
  limit: z.int().min(1).max(100).nullish(),
  nextToken: z.string().max(1_000).nullish(),
  dueBefore: Instant.nullish(),
});

const DEFAULT_LIMIT = 50;

/** The last request of the page before: nothing that its reader has not seen. */
const Place = z.tuple([Instant, z.string(), z.string()]);

const toToken = ({ dueAt, userId, requestId }: DueRequest): string =>
  Buffer.from(JSON.stringify([dueAt, userId, requestId])).toString('base64url');

/** Throws `InvalidInput`. */
const fromToken = (token: string): DueRequest => {
  const refusal = new InvalidInput('Send nextToken as the page before gave it, or none.', { field: 'nextToken' });
  try {
    const [dueAt, userId, requestId] = Place.parse(JSON.parse(Buffer.from(token, 'base64url').toString()));
    return { dueAt, userId, requestId };
  } catch {
    throw refusal;
  }
};

/** The index finds them; how they stand their own streams say. Throws `InvalidInput`. */
export const listDuePrivacyRequests = (parts: ApiParts) => async (args: unknown) => {
  const { limit, nextToken, dueBefore } = parse(Arguments, args);
  const { requests, more } = await parts.requests.page({
    limit: limit ?? DEFAULT_LIMIT,
    ...(dueBefore ? { dueBefore } : {}),
    ...(nextToken ? { after: fromToken(nextToken) } : {}),
  });
  const items = await Promise.all(
    requests.map(async ({ userId, requestId }) =>
      toPrivacyRequest(parts, userId, await requestNow(parts, userId, requestId)),
    ),
  );
  const last = requests.at(-1);
  return { items, nextToken: more && last ? toToken(last) : null };
};

/** Rows of a generation on a table that takes only a part of what it is asked for at once. */
import { randomUUID } from 'node:crypto';
import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RequestRow } from '../../../events/projections/requests.ts';
import { createDynamoDBClient } from '../../../functions/adapters/dynamodb/client.ts';
import { createDynamoDBRequestRows } from '../../../functions/adapters/dynamodb/request-rows.ts';
import { engineHome, type Home } from '../../support/stores.ts';

/** What a batch asks for, and what DynamoDB answers with where it did the first of it alone. */
type Batch = { RequestItems?: { views: WriteRequest[] | { Keys: object[] } }; Statements?: object[] };
type Answer = { output: Record<string, unknown> & { Responses?: object[] } };

let home: Home;
let throttled = 0;
const client = () => {
  const own = createDynamoDBClient(home.endpoint);
  own.middlewareStack.add(
    (next) => async (args) => {
      const input = args.input as Batch;
      const views = input.RequestItems?.views;
      if (input.Statements && input.Statements.length > 1) {
        const rest = input.Statements.splice(1).map(() => ({ Error: { Code: 'ThrottlingError' } }));
        throttled += rest.length;
        const answer = await next(args);
        (answer as unknown as Answer).output.Responses!.push(...rest);
        return answer;
      }
      const all = Array.isArray(views) ? views : views?.Keys;
      if (!all || all.length < 2) return next(args);
      const rest = all.splice(1);
      throttled += rest.length;
      const answer = await next(args);
      const left = Array.isArray(views)
        ? { UnprocessedItems: { views: rest } }
        : { UnprocessedKeys: { views: { Keys: rest } } };
      Object.assign((answer as unknown as Answer).output, left);
      return answer;
    },
    { step: 'initialize', name: 'throttle' },
  );
  return own;
};
beforeAll(async () => {
  home = await engineHome();
});
afterAll(() => home.stop());

it('are all written, read and removed, none of them twice', async () => {
  const throttling = client();
  const rows = createDynamoDBRequestRows(throttling, 'views');
  const all = Array.from({ length: 12 }, (): RequestRow => ({
    ...{ userId: 'user-sam', requestId: randomUUID(), list: 'open', dueAt: '2026-02-01T00:00:00.000Z', through: 1 },
  }));
  const ids = all.map(({ userId, requestId }) => ({ subject: userId, id: requestId }));
  expect(await rows.insert(2, all)).toBe(12);
  expect(await rows.some(2, ids)).toEqual(all);
  expect(await rows.remove(2, { segment: 0, of: 1 })).toEqual({ removed: 12 });
  expect(await rows.some(2, ids)).toEqual(all.map(() => undefined));
  expect(throttled).toBeGreaterThan(40);
  throttling.destroy();
});

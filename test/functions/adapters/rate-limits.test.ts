import { DescribeTimeToLiveCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDynamoDBClient } from '../../../functions/adapters/dynamodb/client.ts';
import { createDynamoDBRateLimits } from '../../../functions/adapters/dynamodb/rate-limits.ts';
import { RateLimited, StorageUnavailable } from '../../../schemas/errors.ts';
import { nobodyThere, thrownBy } from '../../support/loopback.ts';
import { metered } from '../../support/meter.ts';
import { engineHome, type Home } from '../../support/stores.ts';

let home: Home;
let now = '2026-01-22T10:00:00.000Z';
beforeAll(async () => {
  home = await engineHome();
});
afterAll(() => home.stop());

const limits = () => createDynamoDBRateLimits(home.client!, 'counters', () => now);
const at = (time: string) => {
  now = `2026-01-22T${time}.000Z`;
};

it('as many as the limit pass in a minute; the next one hears how long to wait', async () => {
  at('10:00:17');
  for (let count = 0; count < 3; count += 1) await limits().spend('sam#messages', 3);
  const error = await thrownBy(limits().spend('sam#messages', 3), RateLimited);
  expect(error.facts).toEqual({ seconds: 43 });
  expect(error.recoverable).toBe(true);
});

it('a refusal is not counted, and the next minute begins anew', async () => {
  at('10:00:59');
  for (let count = 0; count < 5; count += 1)
    expect((await thrownBy(limits().spend('sam#messages', 3), RateLimited)).facts).toEqual({ seconds: 1 });
  at('10:01:00');
  await limits().spend('sam#messages', 3);
});

it('what one does is no concern of another', async () => {
  at('10:02:00');
  await limits().spend('eve#messages', 1);
  await limits().spend('ann#messages', 1);
  await limits().spend('eve#session-ids', 1);
  await thrownBy(limits().spend('eve#messages', 1), RateLimited);
});

it('fifty at once: no more than the limit pass', async () => {
  at('10:03:00');
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => limits().spend('crowd', 30)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
});

it('counting costs one write unit and no read', async () => {
  at('10:04:00');
  const client = createDynamoDBClient(home.endpoint);
  const meter = metered(client);
  const spend = () => createDynamoDBRateLimits(client, 'counters', () => now).spend('user-sam#messages', 30);
  await spend();
  const { requests, read, write } = await meter(spend);
  expect({ requests, read, write }).toEqual({ requests: 1, read: 0, write: 1 });
  client.destroy();
});

it('a counter may go two minutes after its minute began, and the table knows by what', async () => {
  const { Items = [] } = await home.client!.send(new ScanCommand({ TableName: 'counters' }));
  expect(Items.length).toBeGreaterThan(3);
  for (const item of Items) expect(Number(item['expires']!.N) - Number(item['sk']!.S)).toBe(120);
  const { TimeToLiveDescription } = await home.client!.send(new DescribeTimeToLiveCommand({ TableName: 'counters' }));
  expect(TimeToLiveDescription).toMatchObject({ AttributeName: 'expires', TimeToLiveStatus: 'ENABLED' });
});

it('a table that is away lets nobody through', async () => {
  const { endpoint } = await nobodyThere();
  const client = createDynamoDBClient(endpoint, { maxAttempts: 1 });
  const away = createDynamoDBRateLimits(client, 'counters', () => now);
  await thrownBy(away.spend('sam', 3), StorageUnavailable);
  client.destroy();
});

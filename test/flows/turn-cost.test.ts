/** What a turn costs in DynamoDB units, from message to answer, views and counters included (DESIGN section 7). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { metered, type Consumption } from '../support/meter.ts';
import { startLocal, type Local } from '../support/local.ts';

let dixon: Local;
let meter: ReturnType<typeof metered>;
beforeAll(async () => {
  dixon = await startLocal();
  meter = metered(dixon.dynamodb);
});
afterAll(() => dixon.stop());

const turn = (conversationId: string, message: string): Promise<Consumption> =>
  meter(async () => {
    await dixon.send(message, { conversationId });
    await dixon.caughtUp();
  });
const begin = async (): Promise<string> =>
  (await dixon.send('Hello', { diagnostic_context: '{"mode":"precision"}' })).conversationId;

it.each([
  ['knows nothing of the vehicle', []],
  ['decoded a VIN', ['My VIN is 1HGCM82633A004352']],
  ['decoded a VIN and gave a price', ['My VIN is 1HGCM82633A004352', 'What would brake pads cost?']],
])('a turn with one tool round takes 6 write units of the store in a session that %s', async (_what, before) => {
  const id = await begin();
  for (const message of before) await turn(id, message);
  // the first diagnosis also names the session, once
  await turn(id, 'My brakes squeal');
  const cost = await turn(id, 'My brakes squeal and grind when I stop');
  expect(cost.table('events').write).toBeLessThanOrEqual(6);
  expect(cost.write).toBeLessThanOrEqual(12);
  expect(cost.read).toBeLessThanOrEqual(12);
});

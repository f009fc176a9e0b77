/** A turn costs the same at turn 2,000 as at turn 2: the engine itself reports what was consumed. */
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toItem } from '../../functions/adapters/dynamodb/commit-item.ts';
import { createMemoryCommitLog } from '../../events/core/memory-commit-log.ts';
import type { Commit } from '../../events/core/commit.ts';
import { answerTurn, session, sessionStream, startTurn } from '../../events/session/index.ts';
import { openTurn } from '../../functions/turn/open-turn.ts';
import { metered } from '../support/meter.ts';
import { engineHome, type Home } from '../support/stores.ts';

let home: Home;
let meter: ReturnType<typeof metered>;
beforeAll(async () => {
  home = await engineHome();
  meter = metered(home.client!);
  await sessionOf('newborn', 2);
  await sessionOf('young', 20);
  await sessionOf('old', 2_000);
});
afterAll(() => home.stop());

const TURN = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const person = { kind: 'person' as const, id: 'user-sam' };
const saw = { model: 'm', prompt: 'v1', tools: [], window: [1, 1] as [number, number], results: [] };

/** A session of many turns: decided on the twin, which is fast, then put into the engine as it stands. */
const sessionOf = async (id: string, turns: number): Promise<void> => {
  const log = createMemoryCommitLog();
  const store = home.storeWith({ log });
  const address = sessionStream('user-sam', id);
  for (let n = 1; n <= turns; n += 1) {
    const context = { actor: person, correlation: TURN(n) };
    const time = String(n).padStart(4, '0');
    const message = `My brakes are squealing again, this is time ${time}`;
    const start = startTurn({ turnId: TURN(n), message, mayBegin: true });
    await store.execute(session, address, { ...context, commandId: `start-turn-${n}` }, start, { recent: 1 });
    const answer = answerTurn({
      turnId: TURN(n),
      text: `That sounds like worn brake pads, as I said the ${time} times before.`,
      saw,
      usage: { inputTokens: 1, outputTokens: 1 },
    });
    await store.execute(session, address, { ...context, commandId: `answer-turn-${n}` }, answer, { recent: 1 });
  }
  const commits: Commit[] = await Array.fromAsync(log.read(address));
  for (let first = 0; first < commits.length; first += 25) {
    const events = commits.slice(first, first + 25).map((commit) => ({ PutRequest: { Item: toItem(commit) } }));
    await home.client!.send(new BatchWriteItemCommand({ RequestItems: { events } }));
  }
};

const within10Percent = (a: number, b: number) => expect(Math.abs(a - b) / Math.min(a, b)).toBeLessThanOrEqual(0.1);

it('a session of 2 turns and one of 2,000 are loaded with one request each, for the same units', async () => {
  const load = (id: string) => meter(() => home.store.load(session, sessionStream('user-sam', id)));
  const newborn = await load('newborn');
  const old = await load('old');
  expect(old.result.state).toMatchObject({ status: 'active', messageCount: 4_000 });
  expect([newborn.requests, old.requests]).toEqual([1, 1]);
  within10Percent(old.read, newborn.read);
});

it('opening a turn takes the same after 2,000 turns as after 20, where the window is full', async () => {
  const open = (id: string) =>
    meter(() =>
      openTurn({ store: home.store })({
        userId: 'user-sam',
        sessionId: id,
        turnId: TURN(9_999),
        commandId: `next-turn-${id}`,
        message: 'And again',
        mayBegin: false,
        actor: person,
      }),
    );
  const newborn = await open('newborn');
  const young = await open('young');
  const old = await open('old');
  expect(old.result).toMatchObject({ outcome: 'opened', conversation: { messages: { length: 21 } } });
  expect([young.requests, old.requests]).toEqual([newborn.requests, newborn.requests]);
  within10Percent(old.read, young.read);
  expect(old.write).toBe(newborn.write);
});

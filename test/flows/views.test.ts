/** A view of many people's rows is built anew, switched, rolled back and retired by ops, while people go on (SPEC N8). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScanPlace } from '../../events/core/history-scan.ts';
import type { SessionRow } from '../../events/projections/session-list.ts';
import { createDynamoDBSessionRows } from '../../functions/adapters/dynamodb/session-rows.ts';
import type { RowStore } from '../../functions/rebuild/ports.ts';
import { startLocal, type Local } from '../support/local.ts';

let dixon: Local;
let rows: RowStore<SessionRow>;
beforeAll(async () => {
  dixon = await startLocal();
  rows = createDynamoDBSessionRows(dixon.dynamodb, 'views', dixon.vault);
});
afterAll(() => dixon.stop());

const VIEW = 'name live beside status rebuild { generation status method commits rows compared differenceCount }';
type View = { live: number; beside: number | null; status: string; rebuild: Record<string, unknown> | null };

const ask = async <T>(query: string, authorization: string): Promise<T> => {
  const { data, errors } = await dixon.query(query, {}, authorization);
  expect(errors).toBeUndefined();
  return Object.values(data!)[0] as T;
};
const ops = <T = View>(query: string): Promise<T> => ask(query, 'local:oscar:ops');
const refusalOf = async (query: string): Promise<string> =>
  (await dixon.query(query, {}, 'local:oscar:ops')).errors![0]!.extensions.code;

const rebuilt = async (): Promise<View> => {
  await ops('mutation { rebuildView(view: "sessions") { generation } }');
  await dixon.caughtUp();
  return (await ops<View[]>(`{ listViews { ${VIEW} } }`))[0]!;
};
const switchTo = (generation: number) =>
  ops(`mutation { switchView(view: "sessions", generation: ${generation}) { ${VIEW} } }`);
const rollBack = () => ops(`mutation { rollBackView(view: "sessions") { ${VIEW} } }`);
const retire = () => ops(`mutation { retireGeneration(view: "sessions") { ${VIEW} } }`);

const page = (query = '', user = 'sam') =>
  ask<{ items: { id: string; messageCount: number }[]; nextToken: string | null; stale: boolean }>(
    `{ listChatSessions${query} { items { id messageCount } nextToken stale } }`,
    `local:${user}`,
  );

/** What people see of a generation, without the commits that rows were written by. */
const rowsIn = async (generation: number): Promise<object[]> => {
  const all: SessionRow[] = [];
  let after: ScanPlace | undefined;
  do {
    const part = await rows.page(generation, { segment: 0, of: 1 }, after);
    all.push(...part.rows);
    after = part.next;
  } while (after);
  return all.toSorted((a, b) => (a.sessionId < b.sessionId ? -1 : 1)).map(({ through: _through, ...row }) => row);
};

const begin = async (user: string): Promise<string> =>
  (await dixon.send('My brakes squeal', {}, `local:${user}`)).conversationId;

it('a view that was never rebuilt stands alone', async () => {
  const idle = { live: 1, beside: null, status: 'IDLE', rebuild: null };
  expect(await ops(`{ listViews { ${VIEW} } }`)).toEqual([
    { name: 'sessions', ...idle },
    { name: 'requests', ...idle },
  ]);
  expect(await refusalOf('{ getRebuild(view: "sessions") { status } }')).toBe('NotFound');
  expect(await refusalOf('{ getRebuild(view: "vehicles") { status } }')).toBe('InvalidInput');
  expect(await refusalOf('mutation { rollBackView(view: "sessions") { live } }')).toBe('NotFound');
  expect(await refusalOf('mutation { retireGeneration(view: "sessions") { live } }')).toBe('NotFound');
  expect(await refusalOf('mutation { switchView(view: "sessions", generation: 2) { live } }')).toBe('NotFound');
});

describe('a generation that was built', () => {
  it('stands beside the live one and shows the same', async () => {
    for (const user of ['sam', 'sam', 'sam', 'kim']) await begin(user);
    expect(await rebuilt()).toMatchObject({
      ...{ live: 1, beside: 2, status: 'BUILT' },
      rebuild: { generation: 2, status: 'BUILT', method: 'tips', rows: 4, compared: 4, differenceCount: 0 },
    });
    expect(await rowsIn(2)).toEqual(await rowsIn(1));
    expect(await refusalOf('mutation { rebuildView(view: "sessions") { status } }')).toBe('InvalidInput');
  });

  it('hears of every turn from then on', async () => {
    const [first] = (await page()).items;
    await dixon.send('And they grind', { conversationId: first!.id });
    await begin('sam');
    await dixon.caughtUp();
    expect(await rowsIn(2)).toEqual(await rowsIn(1));
    expect(await rowsIn(2)).toHaveLength(5);
  });

  it('is what people see after a switch; who was reading reads on, and their own writes are there', async () => {
    const before = (await page('(limit: 50)')).items;
    const first = await page('(limit: 2)');
    expect(await switchTo(2)).toMatchObject({ live: 2, beside: 1, status: 'SWITCHED' });
    const second = await page(`(limit: 50, nextToken: "${first.nextToken}")`);
    expect([...first.items, ...second.items]).toEqual(before);
    const { id, position } = await ask<{ id: string; position: string }>(
      'mutation { createChatSession(title: "After the switch") { id position } }',
      'local:sam',
    );
    const after = await page(`(minPosition: "${position}")`);
    expect([after.stale, after.items[0]!.id, after.items.length]).toEqual([false, id, before.length + 1]);
  });

  it('gives way to the one before in one step, which is current', async () => {
    const before = (await page('(limit: 50)')).items;
    expect(await rollBack()).toMatchObject({ live: 1, beside: 2 });
    expect((await page('(limit: 50)')).items).toEqual(before);
    expect(await refusalOf('mutation { rollBackView(view: "sessions") { live } }')).toBe('NotFound');
    await dixon.caughtUp();
    expect(await rowsIn(2)).toEqual(await rowsIn(1));
  });

  it('is taken away whole once it is retired, and nothing of the live one', async () => {
    const before = await rowsIn(1);
    expect(await retire()).toMatchObject({ live: 1, beside: null, status: 'IDLE' });
    await dixon.caughtUp();
    expect([await rowsIn(2), await rowsIn(1)]).toEqual([[], before]);
    await begin('kim');
    await dixon.caughtUp();
    expect([await rowsIn(2), (await rowsIn(1)).length]).toEqual([[], before.length + 1]);
  });
});

it('a command that is sent again begins nothing twice', async () => {
  const mutation = 'mutation { rebuildView(view: "requests", commandId: "rebuild-requests-1") { generation } }';
  const [once, again] = [await ops(mutation), await ops(mutation)];
  expect([once, again]).toEqual([{ generation: 2 }, { generation: 2 }]);
  await dixon.caughtUp();
  const [, requests] = await ops<View[]>(`{ listViews { ${VIEW} } }`);
  expect(requests).toMatchObject({ live: 1, beside: 2, status: 'BUILT' });
});

it('an erasure takes what it erases out of both generations, and counts it once', async () => {
  await rebuilt();
  const id = await begin('lee');
  await dixon.caughtUp();
  const ofLee = async (generation: number) =>
    (await rowsIn(generation)).filter((row) => (row as SessionRow).userId === 'user-lee');
  expect([(await ofLee(1)).length, (await ofLee(3)).length]).toEqual([1, 1]);
  await ask(`mutation { requestErasure(scope: "session", sessionId: "${id}") { id } }`, 'local:lee');
  await dixon.caughtUp();
  expect([await ofLee(1), await ofLee(3)]).toEqual([[], []]);
  const [request] = await ask<{ state: string; receipt: string }[]>(
    '{ getPrivacyRequests { state receipt } }',
    'local:lee',
  );
  const { receipt } = JSON.parse(request!.receipt) as { receipt: { stores: { store: string }[] } };
  expect(receipt.stores.find(({ store }) => store === 'rows')).toMatchObject({ found: 1, removed: 1, left: 0 });
});

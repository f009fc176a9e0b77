/** Rows of a generation, many at once, on the real engine: built, read and removed beside those of other generations. */
import { randomUUID } from 'node:crypto';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScanPlace } from '../../../events/core/history-scan.ts';
import type { RequestRow } from '../../../events/projections/requests.ts';
import type { ListedSession, SessionRow } from '../../../events/projections/session-list.ts';
import { createDynamoDBRequestRows } from '../../../functions/adapters/dynamodb/request-rows.ts';
import { keyOf, viewsKey } from '../../../functions/adapters/dynamodb/session-item.ts';
import { createDynamoDBSessionList } from '../../../functions/adapters/dynamodb/session-list-store.ts';
import { createDynamoDBSessionRows } from '../../../functions/adapters/dynamodb/session-rows.ts';
import { createDynamoDBUploadNotes } from '../../../functions/adapters/dynamodb/upload-notes.ts';
import type { RowStore } from '../../../functions/rebuild/ports.ts';
import { after } from '../../support/given.ts';
import { engineHome, type Home } from '../../support/stores.ts';

let home: Home;
let sessions: RowStore<SessionRow>;
let requests: RowStore<RequestRow>;
beforeAll(async () => {
  home = await engineHome();
  sessions = createDynamoDBSessionRows(home.client!, 'views', home.vault);
  requests = createDynamoDBRequestRows(home.client!, 'views');
});
afterAll(() => home.stop());

const row = (userId: string, more: Partial<ListedSession> = {}): ListedSession => ({
  ...{ userId, sessionId: randomUUID(), status: 'ACTIVE', title: 'Brakes', diagnosticLevel: 'quick', days: 90 },
  ...{ createdAt: after(0), lastActive: after(0), messageCount: 2, through: 3, ...more },
});
const rowsOf = (people: number, each: number): ListedSession[] =>
  Array.from({ length: people * each }, (_, n) => row(`user-${n % people}`, { title: `Brakes ${n}` }));

const byId = (rows: readonly SessionRow[]) => rows.toSorted((a, b) => (a.sessionId < b.sessionId ? -1 : 1));

/** Everything of a generation, by part. */
const partsOf = async <Row>(rows: RowStore<Row>, generation: number, of = 1) => {
  const parts: { rows: Row[]; damaged: unknown[] }[] = [];
  for (let segment = 0; segment < of; segment += 1) {
    const part = { rows: [] as Row[], damaged: [] as unknown[] };
    let after: ScanPlace | undefined;
    do {
      const page = await rows.page(generation, { segment, of }, after);
      part.rows.push(...page.rows);
      part.damaged.push(...page.damaged);
      after = page.next;
    } while (after);
    parts.push(part);
  }
  return parts;
};
const allOf = async (generation: number) => byId((await partsOf(sessions, generation))[0]!.rows);

const removeAll = async (rows: RowStore<never>, generation: number): Promise<number> => {
  let [removed, after]: [number, ScanPlace | undefined] = [0, undefined];
  do {
    const page: Awaited<ReturnType<RowStore<never>['remove']>> = await rows.remove(
      generation,
      { segment: 0, of: 1 },
      after,
    );
    removed += page.removed;
    after = page.next;
  } while (after);
  return removed;
};

describe('the rows of a generation', () => {
  it('come back as they were put, whole people in each part', async () => {
    const put = rowsOf(20, 13);
    expect(await sessions.insert(10, put)).toBe(put.length);
    const parts = await partsOf(sessions, 10, 3);
    expect(byId(parts.flatMap(({ rows }) => rows))).toEqual(byId(put));
    const people = parts.map(({ rows }) => new Set(rows.map(({ userId }) => userId)));
    expect(people.reduce((sum, { size }) => sum + size, 0)).toBe(20);
  });

  it('are of no other generation, whatever its number begins with', async () => {
    const [two, twenty] = [rowsOf(3, 3), rowsOf(3, 3)];
    await sessions.insert(2, two);
    await sessions.insert(20, twenty);
    await createDynamoDBUploadNotes(home.client!, 'views').note(
      { userId: 'user-1', sessionId: randomUUID(), uploadId: randomUUID() },
      after(0),
    );
    expect(await allOf(2)).toEqual(byId(two));
    expect(await allOf(20)).toEqual(byId(twenty));
    expect(await allOf(1)).toEqual([]);
    expect(await allOf(200)).toEqual([]);
  });

  it('replace none that is newer, and those that are older', async () => {
    const [old, same, newer] = [row('user-a', { through: 5 }), row('user-a'), row('user-a')];
    const gone = { userId: 'user-a', sessionId: randomUUID(), status: 'DELETED', through: 9_999_999_999 } as const;
    await sessions.insert(11, [old, same, { ...newer, title: 'Newer', through: 8 }, gone]);
    const again = [{ ...old, title: 'Older', through: 4 }, same, { ...newer, through: 7 }];
    expect(await sessions.insert(11, [...again, row('user-a', { sessionId: gone.sessionId })])).toBe(0);
    const later = { ...old, title: 'Later', through: 6 };
    expect(await sessions.insert(11, [later, row('user-b')])).toBe(2);
    expect(
      await sessions.some(
        11,
        [later, newer, gone].map(({ sessionId: id }) => ({ subject: 'user-a', id })),
      ),
    ).toEqual([later, { ...newer, title: 'Newer', through: 8 }, gone]);
    // and what only refuses late commits is on no page
    expect((await allOf(11)).map(({ sessionId }) => sessionId)).not.toContain(gone.sessionId);
  });

  it('can be had by their ids, in the order of asking, with nothing for what is not there', async () => {
    const put = rowsOf(5, 30);
    await sessions.insert(12, put);
    const wanted = put.toReversed().flatMap(({ userId, sessionId }) => [
      { subject: userId, id: sessionId },
      { subject: userId, id: randomUUID() },
    ]);
    expect(await sessions.some(12, wanted)).toEqual(put.toReversed().flatMap((each) => [each, undefined]));
    expect(await sessions.some(13, wanted.slice(0, 2))).toEqual([undefined, undefined]);
  });

  it('that are damaged are named by their place', async () => {
    const [whole, broken] = [row('user-c'), row('user-c')];
    await sessions.insert(14, [whole, broken]);
    await home.client!.send(
      new UpdateItemCommand({
        TableName: 'views',
        Key: keyOf('user-c', broken.sessionId, 14),
        UpdateExpression: 'REMOVE lastActive',
      }),
    );
    const [part] = await partsOf(sessions, 14);
    expect(part).toEqual({ rows: [whole], damaged: [{ subject: 'user-c', id: broken.sessionId }] });
    expect(await sessions.some(14, [{ subject: 'user-c', id: broken.sessionId }])).toEqual([undefined]);
  });

  it('of a person whose views key is gone are left out', async () => {
    await sessions.insert(15, [row('user-d'), row('user-e')]);
    await home.vault.shred(viewsKey('user-d'), 'request-1', after(0));
    const [part] = await partsOf(sessions, 15);
    expect([part!.rows.map(({ userId }) => userId), part!.damaged]).toEqual([['user-e'], []]);
  });

  it('open in no other generation', async () => {
    const put = row('user-f');
    const list = createDynamoDBSessionList(home.client!, 'views', home.vault);
    await list.put(put, 16);
    expect(await list.get('user-f', put.sessionId, 16)).toEqual(put);
    expect(await list.get('user-f', put.sessionId, 17)).toBeUndefined();
    expect(await list.get('user-f', put.sessionId)).toBeUndefined();
  });

  it('go, tombstones too, and those of no other generation', async () => {
    const [one, two] = [rowsOf(10, 10), rowsOf(10, 10)];
    const gone = { userId: 'user-1', sessionId: randomUUID(), status: 'DELETED', through: 3 } as const;
    await sessions.insert(30, [...one, gone]);
    await sessions.insert(31, two);
    await requests.insert(30, [{ userId: 'user-1', requestId: randomUUID(), list: 'none', through: 3 }]);
    expect(await removeAll(sessions as RowStore<never>, 30)).toBe(101);
    expect(await removeAll(sessions as RowStore<never>, 30)).toBe(0);
    expect(await sessions.some(30, [{ subject: 'user-1', id: gone.sessionId }])).toEqual([undefined]);
    expect(await allOf(31)).toEqual(byId(two));
    expect(await removeAll(requests as RowStore<never>, 30)).toBe(1);
  });
});

describe('the rows of privacy requests', () => {
  const place = () => ({ userId: 'user-sam', requestId: randomUUID(), through: 4 });
  const open = { ...place(), list: 'open', dueAt: after(60) } as const;
  const ready = { ...place(), list: 'exports', dueAt: after(90) } as const;
  const ended = { ...place(), list: 'none' } as const;
  const idsOf = (rows: readonly RequestRow[]) =>
    rows.map(({ userId, requestId }) => ({ subject: userId, id: requestId }));

  it('are built, read and removed in the same way', async () => {
    expect(await requests.insert(2, [open, ready, ended])).toBe(3);
    const [part] = await partsOf(requests, 2);
    expect(part!.rows.toSorted((a, b) => (a.list < b.list ? 1 : -1))).toEqual([open, ready]);
    expect(await requests.some(2, idsOf([ended, open]))).toEqual([ended, open]);
    expect((await partsOf(requests, 1))[0]!.rows).toEqual([]);
    expect(await removeAll(requests as RowStore<never>, 2)).toBe(3);
    expect(await requests.some(2, idsOf([open]))).toEqual([undefined]);
  });

  it('that are damaged are named by their place', async () => {
    await requests.insert(3, [open]);
    await home.client!.send(
      new UpdateItemCommand({
        TableName: 'views',
        Key: { pk: { S: 'requests#user-sam' }, sk: { S: `${open.requestId}#00003` } },
        UpdateExpression: 'REMOVE dueDay',
      }),
    );
    expect((await partsOf(requests, 3))[0]).toEqual({
      rows: [],
      damaged: [{ subject: 'user-sam', id: open.requestId }],
    });
  });
});

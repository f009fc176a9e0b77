/** Session rows on the real engine: pages, search, what stays of deleted ones, and damage. */
import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionListing, SessionListStore } from '../../../events/projections/ports.ts';
import type { ListedSession } from '../../../events/projections/session-list.ts';
import { createDynamoDBSessionList } from '../../../functions/adapters/dynamodb/session-list-store.ts';
import { after } from '../../support/given.ts';
import { engineHome, type Home } from '../../support/stores.ts';

let home: Home;
let sessions: SessionListStore;
const reported: unknown[] = [];
beforeAll(async () => {
  home = await engineHome();
  const options = { report: (facts: unknown) => reported.push(facts), nowMs: () => Date.parse(after(0)) };
  sessions = createDynamoDBSessionList(home.client!, 'views', home.vault, options);
  for (let n = 0; n < ROWS; n += 1) await sessions.put(row(n));
});
afterAll(() => home.stop());

const ROWS = 230;
const id = (n: number) => `s${String(n).padStart(3, '0')}`;

/** The nth session of sam, a second younger than the one before; every third is archived. */
const row = (n: number, more: Partial<ListedSession> = {}): ListedSession => ({
  userId: 'user-sam',
  sessionId: id(n),
  status: n % 3 === 0 ? 'ARCHIVED' : 'ACTIVE',
  title: `Title ${n}`,
  diagnosticLevel: 'quick',
  createdAt: after(0),
  lastActive: after(n),
  messageCount: 2,
  ...(n % 50 === 7 ? { handle: 'Weekend-Car' } : {}),
  ...(n % 50 === 8 ? { firstMessage: 'The WEEKEND car squeals' } : {}),
  through: 3,
  ...more,
});

const newest = (wanted: (n: number) => boolean = () => true): string[] =>
  Array.from({ length: ROWS }, (_, n) => ROWS - 1 - n)
    .filter(wanted)
    .map(id);

/** Every page of a list, by its ids. */
const pagesOf = async (listing: SessionListing, userId = 'user-sam'): Promise<string[][]> => {
  const pages: string[][] = [];
  let nextToken: string | undefined;
  do {
    const page = await sessions.list(userId, { ...listing, ...(nextToken ? { nextToken } : {}) });
    pages.push(page.rows.map(({ sessionId }) => sessionId));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return pages;
};

describe('a list of 230 sessions', () => {
  it.each([1, 7, 50, 100, 229, 230, 231])('comes newest first, each once, in full pages of %i', async (limit) => {
    const pages = await pagesOf({ limit });
    expect(pages.flat()).toEqual(newest());
    expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
    expect(pages.at(-1)!.length).toBeGreaterThan(0);
  });

  it.each(['ACTIVE', 'ARCHIVED'] as const)('shows those that are %s alone', async (status) => {
    const pages = await pagesOf({ limit: 20, status });
    expect(pages.flat()).toEqual(newest((n) => (n % 3 === 0) === (status === 'ARCHIVED')));
    expect(pages[0]).toHaveLength(20);
  });

  it('can begin at an instant', async () => {
    expect((await pagesOf({ limit: 50, since: after(225) })).flat()).toEqual(newest((n) => n >= 225));
  });

  it('is counted without being opened', async () => {
    expect(await sessions.count('user-sam')).toBe(ROWS);
    expect(await sessions.count('user-sam', { status: 'ARCHIVED' })).toBe(newest((n) => n % 3 === 0).length);
    expect(await sessions.count('user-sam', { since: after(225) })).toBe(5);
    expect(await sessions.count('user-kim')).toBe(0);
  });

  it('gives every row back as it was put', async () => {
    const { rows } = await sessions.list('user-sam', { limit: 100 });
    expect(rows[0]).toEqual(row(229));
    expect(await sessions.get('user-sam', id(9))).toEqual(row(9));
  });

  it('belongs to one person', async () => {
    expect(await sessions.list('user-kim', { limit: 50 })).toEqual({ rows: [] });
    expect(await sessions.get('user-kim', id(9))).toBeUndefined();
  });
});

describe('a search', () => {
  it('finds title, handle and first message in any case', async () => {
    const found = newest((n) => n % 50 === 7 || n % 50 === 8);
    expect((await pagesOf({ limit: 50, search: 'wEEKEND' })).flat()).toEqual(found);
    expect((await pagesOf({ limit: 50, search: ' title 22 ' })).flat()).toEqual(
      newest((n) => `Title ${n}`.includes('Title 22')),
    );
  });

  it('fills its pages, and gives no token where nothing follows', async () => {
    const pages = await pagesOf({ limit: 3, search: 'weekend' });
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 3, 1]);
  });

  it('keeps to the status', async () => {
    const pages = await pagesOf({ limit: 2, search: 'weekend', status: 'ACTIVE' });
    expect(pages.flat()).toEqual(newest((n) => (n % 50 === 7 || n % 50 === 8) && n % 3 !== 0));
  });

  it('of what nobody wrote finds nothing', async () => {
    expect(await pagesOf({ limit: 10, search: 'gearbox' })).toEqual([[]]);
  });
});

describe('a token', () => {
  const refused = { name: 'InvalidInput', facts: { field: 'nextToken' } };
  const first = async (listing: Partial<SessionListing> = {}) =>
    (await sessions.list('user-sam', { limit: 5, ...listing })).nextToken!;

  it('of another person opens nothing', async () => {
    await sessions.put(row(1, { userId: 'user-kim' }));
    await expect(sessions.list('user-kim', { limit: 5, nextToken: await first() })).rejects.toMatchObject(refused);
    await expect(sessions.list('user-lee', { limit: 5, nextToken: await first() })).rejects.toMatchObject(refused);
  });

  it('of another status or search is refused', async () => {
    const nextToken = await first({ status: 'ACTIVE' });
    for (const listing of [{}, { status: 'ARCHIVED' as const }, { status: 'ACTIVE' as const, search: 'title' }])
      await expect(sessions.list('user-sam', { limit: 5, ...listing, nextToken })).rejects.toMatchObject(refused);
  });

  it('that was changed or made up is refused, and says nothing of its own', async () => {
    const token = await first();
    const changed = Buffer.from(token, 'base64url');
    changed[20]! ^= 1;
    for (const nextToken of ['', 'x', 'e30', changed.toString('base64url')])
      await expect(sessions.list('user-sam', { limit: 5, nextToken })).rejects.toMatchObject(refused);
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('session/');
  });
});

describe('what stays of a deleted session', () => {
  const userId = 'user-deleter';
  const gone = { userId, sessionId: id(1), status: 'DELETED', through: 9 } as const;
  const Key = { pk: { S: userId }, sk: { S: `session/${id(1)}` } };

  it('is in no list, holds nothing of it, and goes a day later', async () => {
    await sessions.put(row(1, { userId }));
    expect(await sessions.put(gone)).toBe(true);
    expect(await pagesOf({ limit: 5 }, userId)).toEqual([[]]);
    expect(await sessions.get(userId, id(1))).toEqual(gone);
    const { Item } = await home.client!.send(new GetItemCommand({ TableName: 'views', Key }));
    const expires = { N: String(Date.parse(after(86_400)) / 1_000) };
    expect(Item).toEqual({ ...Key, through: { N: '9' }, expires });
  });

  it('refuses late commits', async () => {
    expect(await sessions.put(row(1, { userId, through: 8 }))).toBe(false);
    expect(await sessions.put(row(1, { userId, through: 9 }))).toBe(false);
    expect(await sessions.count(userId)).toBe(0);
  });
});

it('an older row does not replace a newer one, and a session that moves is listed once', async () => {
  const userId = 'user-mover';
  await sessions.put(row(1, { userId, through: 5 }));
  expect(await sessions.put(row(1, { userId, through: 4, title: 'older' }))).toBe(false);
  expect(await sessions.put(row(1, { userId, through: 6, status: 'ARCHIVED', lastActive: after(99) }))).toBe(true);
  expect(await pagesOf({ limit: 5 }, userId)).toEqual([[id(1)]]);
  expect(await pagesOf({ limit: 5, status: 'ACTIVE' }, userId)).toEqual([[]]);
});

it('a row is listed once the index shows it', async () => {
  const userId = 'user-lister';
  await sessions.put(row(1, { userId, through: 5 }));
  expect(await sessions.isListed(row(1, { userId, through: 5 }))).toBe(true);
  expect(await sessions.isListed(row(1, { userId, through: 6 }))).toBe(false);
  expect(await sessions.isListed(row(2, { userId, through: 1 }))).toBe(false);
});

describe('a damaged row', () => {
  const userId = 'user-unlucky';
  const damage = async (n: number, change: Record<string, { S: string } | { N: string } | { B: Uint8Array }>) => {
    await sessions.put(row(n, { userId }));
    const Key = { pk: { S: userId }, sk: { S: `session/${id(n)}` } };
    const { Item } = await home.client!.send(new GetItemCommand({ TableName: 'views', Key }));
    const Changed = Object.fromEntries(
      Object.entries({ ...Item, ...change }).filter(([, value]) => !('S' in value && value.S === 'gone')),
    );
    await home.client!.send(new DeleteItemCommand({ TableName: 'views', Key }));
    await home.client!.send(new PutItemCommand({ TableName: 'views', Item: Changed }));
  };

  it('is named in the log and set aside; the rest still comes, and the page is full', async () => {
    for (const n of [1, 2, 7, 8]) await sessions.put(row(n, { userId }));
    await damage(4, { body: { B: Buffer.from('nonsense') } });
    await damage(5, { body: { S: 'gone' } });
    await damage(6, { through: { S: 'gone' } });
    reported.length = 0;
    expect(await pagesOf({ limit: 2 }, userId)).toEqual([
      [id(8), id(7)],
      [id(2), id(1)],
    ]);
    const named = new Set(reported.map((facts) => (facts as { session: string }).session));
    expect(named).toEqual(new Set([id(4), id(5), id(6)]));
    expect(reported[0]).toEqual({ session: expect.any(String), part: 'row', subject: userId });
  });

  it('cannot be had by itself, and is written anew by the next commit', async () => {
    for (const n of [4, 5, 6]) {
      await expect(sessions.get(userId, id(n))).rejects.toMatchObject({ name: 'Corrupted', facts: { session: id(n) } });
      expect(await sessions.put(row(n, { userId, through: 4 }))).toBe(true);
      expect(await sessions.get(userId, id(n))).toMatchObject({ title: `Title ${n}`, through: 4 });
    }
  });

  it('with another row’s body does not open', async () => {
    const other = { pk: { S: userId }, sk: { S: `session/${id(7)}` } };
    const { Item } = await home.client!.send(new GetItemCommand({ TableName: 'views', Key: other }));
    await damage(9, { body: Item!['body'] as { B: Uint8Array } });
    await expect(sessions.get(userId, id(9))).rejects.toMatchObject({ name: 'Corrupted' });
  });
});

it('of a person whose views key was shredded nothing is listed', async () => {
  const userId = 'user-gone';
  await sessions.put(row(1, { userId }));
  await home.vault.shred({ subject: userId, stream: 'views' }, 'request-1', after(1));
  expect(await pagesOf({ limit: 5 }, userId)).toEqual([[]]);
});

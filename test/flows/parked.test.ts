/** SPEC N9, the whole of it: a poisoned commit, a hundred streams that flow past it, and ops who mend it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { StorageUnavailable } from '../../schemas/errors.ts';
import { startLocal, type Local } from '../support/local.ts';
import { LIST, newSession, opsOf, REDRIVE, rename, watched } from '../support/parked.ts';

/** A generous deadline: it is about whether, not about when. */
const SOON = { timeout: 60_000, interval: 50 };
const PATIENCE = 120_000;

let dixon: Local;
let dataDir: string | undefined;
afterEach(async () => {
  await dixon.stop();
  if (dataDir) rmSync(dataDir, { recursive: true, force: true });
});

const titles = async (): Promise<Map<string, string>> => {
  const found = new Map<string, string>();
  for (let nextToken: string | null = null, more = true; more; more = nextToken !== null) {
    const { data } = await dixon.query(
      'query ($nextToken: String) { listChatSessions(limit: 100, nextToken: $nextToken) { items { id title } nextToken } }',
      { nextToken },
    );
    const page = data!['listChatSessions'] as unknown as {
      items: { id: string; title: string }[];
      nextToken: string | null;
    };
    for (const { id, title } of page.items) found.set(id, title);
    nextToken = page.nextToken;
  }
  return found;
};

describe('a poisoned commit in one stream', () => {
  it(
    'leaves a hundred others current; once it is mended and re-driven its own is too, and nothing came twice',
    { timeout: PATIENCE },
    async () => {
      let ill = '';
      const views = watched('views', ({ stream, number }) =>
        stream === `session/${ill}` && number === 2 ? new TypeError('poisoned') : undefined,
      );
      dixon = await startLocal({ decorate: views.decorate });
      const sessions = await Promise.all(Array.from({ length: 101 }, () => newSession(dixon)));
      await dixon.caughtUp();
      ill = sessions[0]!;
      const others = sessions.slice(1);

      await rename(dixon, ill, 'Mended');
      for (const sessionId of others) await rename(dixon, sessionId, 'Current');
      await vi.waitUntil(async () => {
        const now = await titles();
        return others.every((sessionId) => now.get(sessionId) === 'Current');
      }, SOON);
      await rename(dixon, ill, 'Mended again');
      await dixon.caughtUp();
      expect((await titles()).get(ill)).not.toMatch('Mended');
      const address = { consumer: 'views', subject: 'user-sam', stream: `session/${ill}` };
      expect(await opsOf(dixon)(LIST)).toMatchObject({
        items: [{ ...address, from: 2, through: 3, failure: 'TypeError', recoverable: false, tries: 0 }],
        nextToken: null,
      });

      // what is not mended stays
      expect(await opsOf(dixon)(REDRIVE, address)).toEqual({
        ...{ streams: 1, commits: 0 },
        stillParked: [{ from: 2, through: 3, failure: 'TypeError', tries: 1 }],
      });
      ill = '';
      expect(await opsOf(dixon)(REDRIVE, address)).toEqual({ streams: 1, commits: 2, stillParked: [] });
      expect((await titles()).get(sessions[0]!)).toBe('Mended again');
      expect(await opsOf(dixon)(LIST)).toEqual({ items: [], nextToken: null });
      expect(views.taken.size).toBe(await dixon.commits());
      expect([...views.taken].filter(([, times]) => times !== 1)).toEqual([]);
      const own = views.order.filter((name) => name.startsWith(address.stream));
      expect(own).toEqual([1, 2, 3].map((number) => `${address.stream}#${number}`));
    },
  );

  it('is still parked after a restart, and what waits for it is still taken in order', async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'dixon-parked-'));
    const first = watched('views', ({ number }) => (number === 2 ? new TypeError('poisoned') : undefined));
    dixon = await startLocal({ dataDir, decorate: first.decorate });
    const sessionId = await newSession(dixon);
    for (const title of ['two', 'three']) await rename(dixon, sessionId, title);
    await dixon.caughtUp();
    await dixon.stop();
    const second = watched('views', () => undefined);
    dixon = await startLocal({ dataDir, decorate: second.decorate });
    await rename(dixon, sessionId, 'four');
    await dixon.caughtUp();
    const stream = `session/${sessionId}`;
    await opsOf(dixon)(REDRIVE, { consumer: 'views', subject: 'user-sam', stream });
    // what the first one took since it last wrote down its place may have come twice
    expect(second.order.slice(-3)).toEqual([2, 3, 4].map((number) => `${stream}#${number}`));
    expect((await titles()).get(sessionId)).toBe('four');
  });
});

it('what was erased while it waited leaves nothing behind when it is taken at last', async () => {
  let ill = true;
  const views = watched('views', ({ stream, number }) =>
    ill && stream.startsWith('session/') && number === 2 ? new TypeError('poisoned') : undefined,
  );
  dixon = await startLocal({ decorate: views.decorate });
  const sessionId = await newSession(dixon);
  await rename(dixon, sessionId, 'Soon gone');
  await dixon.caughtUp();
  await dixon.query('mutation ($sessionId: String!) { deleteSession(sessionId: $sessionId) }', { sessionId });
  await dixon.caughtUp();
  ill = false;
  const address = { consumer: 'views', subject: 'user-sam', stream: `session/${sessionId}` };
  expect(await opsOf(dixon)(REDRIVE, address)).toMatchObject({ stillParked: [] });
  expect(views.order.filter((name) => name.startsWith(address.stream))).toEqual(
    [1, 2, 3].map((number) => `${address.stream}#${number}`),
  );
  expect((await titles()).has(sessionId)).toBe(false);
  const commits = await Array.fromAsync(dixon.log.read({ subject: 'user-sam', stream: address.stream }));
  expect(commits.filter(({ body }) => body)).toEqual([]);
});

it('a bus that was away and comes back: the schedule announces what waits, in order and none of it twice', async () => {
  let away = false;
  const bus = watched('publish', () => (away ? new StorageUnavailable('event bus') : undefined));
  dixon = await startLocal({ decorate: bus.decorate });
  const announced: string[] = [];
  dixon.bus.subscribe(({ detail }) => announced.push(detail.id));
  const sessions = await Promise.all(Array.from({ length: 5 }, () => newSession(dixon)));
  await dixon.caughtUp();
  away = true;
  for (const sessionId of sessions) await rename(dixon, sessionId, 'while it was away');
  // nothing holds up whoever waits for the rest
  await dixon.caughtUp();
  expect(await opsOf(dixon)(LIST, { consumer: 'publish' })).toMatchObject({
    items: sessions.map(() => ({ consumer: 'publish', from: 2, failure: 'StorageUnavailable', recoverable: true })),
  });
  const again = () => dixon.task('publish', 'RedriveRecoverable', { limit: 200 });
  expect(await again()).toEqual({ streams: 5, commits: 0, left: 5 });
  away = false;
  expect(await again()).toEqual({ streams: 5, commits: 5, left: 0 });
  expect(new Set(announced).size).toBe(announced.length);
  expect([...bus.taken.values()].every((times) => times === 1)).toBe(true);
  expect(bus.taken.size).toBe(await dixon.commits());
});

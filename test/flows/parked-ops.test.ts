/** What ops see of parked streams, and what they do about them. */
import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import type { Decorations } from '../../infra/local/options.ts';
import { startLocal, type Local } from '../support/local.ts';
import { LIST, newSession, opsOf, OSCAR, rename } from '../support/parked.ts';

let dixon: Local;
let ops: ReturnType<typeof opsOf>;
afterEach(() => dixon.stop());

/** Streams of which every one waits for both consumers; answers with the first, which has two commits, and the count. */
const parkSome = async (count: number): Promise<{ sessionId: string; streams: number }> => {
  let ill = true;
  const consume: Decorations['consume'] = (_consumer, inner) => async (commit) => {
    if (ill) throw new TypeError('poisoned');
    await inner(commit);
  };
  dixon = await startLocal({ decorate: { consume } });
  ops = opsOf(dixon);
  const sessions = await Promise.all(Array.from({ length: count }, () => newSession(dixon)));
  await rename(dixon, sessions[0]!, 'two');
  await dixon.caughtUp();
  ill = false;
  return { sessionId: sessions[0]!, streams: (await dixon.store.streams('user-sam')).length };
};

it('they see what waits: headers, and nothing that was said', async () => {
  const { sessionId } = await parkSome(1);
  const text = `query ($consumer: String!, $subject: String!, $stream: String!) {
    getParkedStream(consumer: $consumer, subject: $subject, stream: $stream) {
      parked { from through } waiting { number position events { type } actor { kind id } hash } } }`;
  const stream = `session/${sessionId}`;
  const address = { consumer: 'publish', subject: 'user-sam', stream };
  expect(await ops(text, address)).toEqual({
    parked: { from: 1, through: 2 },
    waiting: ['SessionStarted', 'SessionTitled'].map((type, index) => ({
      number: index + 1,
      position: `${stream}#000000000${index + 1}`,
      events: [{ type }],
      actor: { kind: 'person', id: 'user-sam' },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })),
  });
  const missing = await dixon.query(text, { ...address, stream: `session/${randomUUID()}` }, OSCAR);
  expect(missing.errors?.[0]?.extensions.code).toBe('NotFound');
  const other = await dixon.query(text, { ...address, consumer: 'nobody' }, OSCAR);
  expect(other.errors?.[0]?.extensions.code).toBe('InvalidInput');
});

it('they page through all of them, or those of one consumer, oldest first', async () => {
  const { streams } = await parkSome(4);
  const found: { consumer: string; stream: string; parkedAt: string }[] = [];
  for (let nextToken: string | null = null, more = true; more; more = nextToken !== null) {
    const page: { items: typeof found; nextToken: string | null } = await ops(LIST, { limit: 3, nextToken });
    found.push(...page.items);
    nextToken = page.nextToken;
  }
  expect(new Set(found.map(({ consumer, stream }) => consumer + stream)).size).toBe(2 * streams);
  expect(found).toHaveLength(2 * streams);
  expect(found.map(({ parkedAt }) => parkedAt)).toEqual(found.map(({ parkedAt }) => parkedAt).toSorted());
  expect((await ops<{ items: unknown[] }>(LIST, { consumer: 'views' })).items).toHaveLength(streams);
  const strange = await dixon.query(LIST, { nextToken: 'bm90aGluZw' }, OSCAR);
  expect(strange.errors?.[0]?.extensions.code).toBe('InvalidInput');
});

it('they re-drive the oldest of a consumer, and then all that is left', async () => {
  const { streams } = await parkSome(4);
  const text = `mutation ($consumer: String, $limit: Int) {
    redriveStreams(consumer: $consumer, limit: $limit) { streams commits stillParked { stream } } }`;
  expect(await ops(text, { consumer: 'views', limit: 1 })).toMatchObject({ streams: 1, stillParked: [] });
  expect(await ops(text)).toMatchObject({ streams: 2 * streams - 1, stillParked: [] });
  expect(await ops(text)).toEqual({ streams: 0, commits: 0, stillParked: [] });
  expect(await ops(LIST)).toEqual({ items: [], nextToken: null });
});

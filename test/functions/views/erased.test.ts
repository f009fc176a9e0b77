/** An erasure while there are several generations: nothing of a session stays in any, and nothing comes back. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ListedSession } from '../../../events/projections/session-list.ts';
import { sessionStream } from '../../../events/session/index.ts';
import { viewsKey } from '../../../functions/adapters/dynamodb/session-item.ts';
import { metered } from '../../support/meter.ts';
import { twoGenerations, type TwoGenerations } from '../../support/two-generations.ts';

let home: TwoGenerations;
let userId: string;
beforeAll(async () => {
  home = await twoGenerations();
});
afterAll(() => home.stop());
beforeEach(async () => {
  userId = await home.somebody();
});

const begun = () => home.begun(userId);
const rowOf = (sessionId: string, generation: number) => home.sessions.get(userId, sessionId, generation);
const GONE = { status: 'DELETED', through: 9_999_999_999 };

it('before any rebuild it costs one write for each session', async () => {
  const id = await begun();
  const meter = metered(home.client!);
  const cost = await meter(() => home.eraser.erase(userId, id));
  expect([cost.result, cost.requests]).toEqual([true, 1]);
});

describe('an erasure of a session', () => {
  it('takes its row out of every generation, and counts it once', async () => {
    await home.put('sessions', 1, 2);
    const [id, other] = [await begun(), await begun()];
    expect(await home.eraser.shown(userId)).toEqual([id, other].toSorted());
    expect(await home.eraser.shown(userId, id)).toEqual([id]);
    expect(await home.eraser.erase(userId, id)).toBe(true);
    for (const generation of [1, 2]) expect(await rowOf(id, generation)).toMatchObject(GONE);
    expect(await home.eraser.shown(userId)).toEqual([other]);
    expect(await home.eraser.shown(userId, id)).toEqual([]);
    expect(await home.eraser.erase(userId, id)).toBe(false);
  });

  it('finds what stands in one generation alone, whichever', async () => {
    await home.put('sessions', 1, 2);
    const row = { ...((await rowOf(await begun(), 1)) as ListedSession) };
    for (const generation of [1, 2]) {
      const sessionId = randomUUID();
      await home.sessions.put({ ...row, sessionId }, generation);
      expect(await home.eraser.shown(userId, sessionId)).toEqual([sessionId]);
      expect(await home.eraser.erase(userId, sessionId)).toBe(true);
      expect(await home.eraser.shown(userId, sessionId)).toEqual([]);
    }
  });

  it('takes it out of one that was retired, whose rows are still being removed', async () => {
    await home.put('sessions', 3, 4);
    const id = await begun();
    await home.put('sessions', 4);
    expect(await home.eraser.erase(userId, id)).toBe(true);
    expect(await home.eraser.shown(userId, id)).toEqual([]);
    expect(await rowOf(id, 3)).toMatchObject(GONE);
    await home.put('sessions', 1, 2);
  });

  it('refuses what a builder read before and writes after it, also where there was no row yet', async () => {
    await home.put('sessions', 1);
    const id = await begun();
    await home.put('sessions', 1, 2);
    const read = (await rowOf(id, 1)) as ListedSession;
    expect(await rowOf(id, 2)).toBeUndefined();
    await home.eraser.erase(userId, id);
    expect(await home.rows.insert(2, [read])).toBe(0);
    expect(await home.sessions.put({ ...read, through: 1_000 }, 2)).toBe(false);
    expect(await home.eraser.shown(userId, id)).toEqual([]);
  });

  it('is not undone by a commit that is delivered late, whatever still opens it', async () => {
    await home.put('sessions', 1, 2);
    const id = await begun();
    await home.eraser.erase(userId, id);
    for (const commit of await Array.fromAsync(home.log.read(sessionStream(userId, id)))) await home.project(commit);
    expect(await home.eraser.shown(userId)).toEqual([]);
  });
});

it('without the person’s views key no generation shows anything', async () => {
  await home.put('sessions', 1, 2);
  await begun();
  await home.vault.shred(viewsKey(userId), 'request-1', home.now());
  for (const [live, beside] of [
    [1, 2],
    [2, 1],
  ] as const) {
    await home.put('sessions', live, beside);
    expect((await home.sessions.list(userId, { limit: 5 })).rows).toEqual([]);
  }
});

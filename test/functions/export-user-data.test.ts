/** What fits into one answer comes in one; what does not becomes an archive. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SessionListStore } from '../../events/projections/ports.ts';
import { projectSession, type ListedSession } from '../../events/projections/session-list.ts';
import type { Decide } from '../../events/core/event-store.ts';
import {
  answerTurn,
  session,
  sessionStream,
  startTurn,
  type SessionEvent,
  type SessionState,
} from '../../events/session/index.ts';
import { exportUserData } from '../../functions/api/operations/account/export-user-data.ts';
import type { ApiParts } from '../../functions/api/ports.ts';
import type { Principal } from '../../functions/api/principal.ts';
import { memoryHome } from '../support/stores.ts';

const NOW = '2026-01-22T12:00:00.000Z';
const userId = 'user-sam' as const;
const actor = { kind: 'person' as const, id: userId };

/** A person with some sessions, each with answers of some characters, who asks for everything. */
const personWith = async (sessions: number, answers: number, length: number) => {
  const { store } = await memoryHome();
  const rows: ListedSession[] = [];
  for (let n = 0; n < sessions; n += 1) {
    const id = randomUUID();
    const { subject, stream } = sessionStream(userId, id);
    const run = (decide: Decide<SessionState, SessionEvent>) =>
      store.execute(session, { subject, stream }, { commandId: randomUUID(), actor, correlation: id }, decide);
    for (let turn = 0; turn < answers; turn += 1) {
      const turnId = randomUUID();
      await run(startTurn({ turnId, message: 'Tell me all', mayBegin: true }));
      const saw = { model: 'm', prompt: 'v1', tools: [], window: [1, 1] as [number, number], results: [] };
      const usage = { inputTokens: 1, outputTokens: 1 };
      await run(answerTurn({ turnId, text: 'x'.repeat(length), saw, usage }));
    }
    const { state, number } = await store.load(session, { subject, stream });
    rows.push(projectSession(undefined, { subject, stream, number, state }) as ListedSession);
  }
  const list: SessionListStore['list'] = async (_userId, { limit }) => ({
    rows: rows.slice(0, limit),
    ...(rows.length > limit ? { nextToken: 'more' } : {}),
  });
  const counted = { list, count: async () => sessions };
  const parts = { store, sessions: counted, newId: randomUUID, now: () => NOW } as unknown as ApiParts;
  return (more: Partial<Principal> = {}) => exportUserData(parts)({}, { userId, actor, roles: [], ...more });
};

it('200 sessions fit, and each comes with its conversation', async () => {
  const exported = await (await personWith(200, 1, 10))();
  expect([exported.sessions?.length, exported.conversations?.length]).toEqual([200, 200]);
  expect(exported).toMatchObject({ request: null, format: 'JSON', profile: { userId, sessionCount: 200 }, files: [] });
});

describe.each([
  ['the 201st session', () => personWith(201, 1, 10)],
  ['more than 4 MB', () => personWith(3, 15, 90_000)],
])('%s', (_what, person) => {
  it('becomes an archive, whose request is confirmed where it is sure who asks', async () => {
    const exported = await (await person())({ loggedInAt: NOW });
    expect(exported).toMatchObject({ profile: null, vehicles: null, sessions: null, conversations: null, files: null });
    expect(exported).toMatchObject({ exportedAt: NOW, format: 'JSON' });
    expect(exported.request).toMatchObject({ kind: 'export', state: 'confirmed', via: 'api' });
  });

  it('waits for a proof where somebody signed in long ago', async () => {
    const exported = await (await person())({ loggedInAt: '2026-01-21T12:00:00.000Z' });
    expect(exported.request).toMatchObject({
      state: 'received',
      explanation: expect.stringContaining('that it is you'),
    });
  });

  it('asked for again is the same archive, as long as that is being made', async () => {
    const ask = await person();
    const first = (await ask({ loggedInAt: NOW })).request;
    expect((await ask({ loggedInAt: NOW })).request).toEqual(first);
  });
});

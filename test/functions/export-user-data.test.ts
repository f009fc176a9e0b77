/** What does not fit into one answer is refused with a sentence, before it is read to the end. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
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
import { memoryHome } from '../support/stores.ts';

const userId = 'user-sam' as const;
const actor = { kind: 'person' as const, id: userId };

/** A person with some sessions, each with answers of some characters. */
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
  const parts = { store, sessions: { list }, now: () => '2026-01-22T12:00:00.000Z' } as unknown as ApiParts;
  return exportUserData(parts)({}, { userId, actor, roles: [] });
};

it('200 sessions fit, and each comes with its conversation', async () => {
  const exported = await personWith(200, 1, 10);
  expect([exported.sessions.length, exported.conversations.length]).toEqual([200, 200]);
});

it('the 201st does not', async () => {
  await expect(personWith(201, 1, 10)).rejects.toMatchObject({
    name: 'QuotaExceeded',
    message: expect.stringContaining('at most 200 conversations and 4 MB'),
  });
});

it('nor do more than 4 MB', async () => {
  await expect(personWith(3, 15, 90_000)).rejects.toMatchObject({ name: 'QuotaExceeded', facts: { limit: 4_000_000 } });
});

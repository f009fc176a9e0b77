/** Sessions of any length, decided on the memory twin and put into an engine as they stand. */
import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Commit } from '../../events/core/commit.ts';
import { createEventStore } from '../../events/core/create-event-store.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import { createMemoryCommitLog } from '../../events/core/memory-commit-log.ts';
import { answerTurn, recordTools, session, sessionStream, startTurn } from '../../events/session/index.ts';
import { toItem } from '../../functions/adapters/dynamodb/commit-item.ts';
import type { Vault } from '../../events/core/vault.ts';
import { backoff } from '../../functions/runtime/backoff.ts';
import { tickingClock } from '../support/stores.ts';

const person = { kind: 'person' as const, id: 'user-sam' };
const assistant = { kind: 'assistant' as const, id: 'local-technician-1' };
const saw = { model: 'local-technician-1', prompt: 'v1', tools: [], window: [1, 1] as [number, number], results: [] };
const cause = { fault: 'brakes.worn-pads', name: 'worn brake pads', system: 'brakes', confidence: 0.61 };

/** The id of the nth turn. */
export const turnId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const padded = (n: number): string => String(n).padStart(5, '0');

/** Appends the nth turn, with one round of tools: three commits. */
const appendTurn = async (store: EventStore, address: ReturnType<typeof sessionStream>, n: number): Promise<void> => {
  const id = turnId(n);
  const context = (step: string, actor: typeof person | typeof assistant) => ({
    commandId: `${id}/${step}`,
    actor,
    correlation: id,
  });
  const message = `The brakes squeal when I slow down at the lights, for the ${padded(n)} time`;
  const start = startTurn({ turnId: id, message, mayBegin: true });
  await store.execute(session, address, context('start', person), start, { recent: 1 });
  const call = { turnId: id, round: 1, toolUseId: `tool-${padded(n)}`, tool: 'symptom_diagnosis_analyzer' };
  const tools = recordTools(
    id,
    1,
    [{ type: 'ToolReturned', ...call, input: { symptoms: message }, result: { verdict: 'likely', causes: [cause] } }],
    { diagnosis: { turnId: id, causes: [{ ...cause, urgency: 'drive carefully' }], parts: ['front-brake-pads'] } },
  );
  await store.execute(session, address, context('tools-1', assistant), tools, { recent: 1 });
  const text = `This sounds most like worn brake pads (${padded(n)}). Look through the wheel spokes first: less than about 3 mm of lining means replace.`;
  const answer = answerTurn({ turnId: id, text, saw, usage: { inputTokens: 900, outputTokens: 120 } });
  await store.execute(session, address, context('answer', assistant), answer, { recent: 1 });
};

/** Every commit of a session of so many turns, ascending. */
export const sessionCommits = async (vault: Vault, userId: string, id: string, turns: number): Promise<Commit[]> => {
  const log = createMemoryCommitLog();
  const store = createEventStore({ log, vault, now: tickingClock(), backoff });
  const address = sessionStream(userId, id);
  for (let n = 1; n <= turns; n += 1) await appendTurn(store, address, n);
  return Array.fromAsync(log.read(address));
};

/** Puts commits into the event table as they stand, 25 a request. */
export const putCommits = async (client: DynamoDBClient, commits: readonly Commit[]): Promise<void> => {
  for (let first = 0; first < commits.length; first += 25) {
    const events = commits.slice(first, first + 25).map((commit) => ({ PutRequest: { Item: toItem(commit) } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { events } }));
  }
};

/** Somebody with thousands of commits: made in memory, sealed with the keys of the engine, and put there in batches. */
import { randomUUID } from 'node:crypto';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { createEventStore } from '../../events/core/create-event-store.ts';
import { createMemoryCommitLog } from '../../events/core/memory-commit-log.ts';
import { session, sessionStream, startSession } from '../../events/session/index.ts';
import { toItem } from '../../functions/adapters/dynamodb/commit-item.ts';
import { backoff } from '../../functions/runtime/backoff.ts';
import type { Runtime } from '../../infra/local/runtime.ts';

/** As many as one request takes. */
const BATCH = 25;

/** Sessions of many commits each. */
export const manyCommits = async (
  { vault, dynamodb, now }: Pick<Runtime, 'vault' | 'dynamodb' | 'now'>,
  userId: string,
  { sessions, each }: { sessions: number; each: number },
): Promise<void> => {
  const log = createMemoryCommitLog();
  // no command is repeated here: to look for it among the newest 32 each time takes longer than all the rest
  const newest: typeof log.newest = (address, options) => log.newest(address, { ...options, limit: 1 });
  const store = createEventStore({ log: { ...log, newest }, vault, now, backoff });
  const actor = { kind: 'person' as const, id: userId };
  for (let begun = 0; begun < sessions; begun += 1) {
    const address = sessionStream(userId, randomUUID());
    for (let number = 1; number <= each; number += 1) {
      const context = { commandId: randomUUID(), actor, correlation: randomUUID() };
      // such as no list shows: filling the list is another matter
      const priced = { type: 'CostEstimated' as const, turnId: randomUUID(), work: `work ${number}`, low: 1, high: 2 };
      await store.execute(session, address, context, number === 1 ? startSession({ level: 'quick' }) : () => [priced]);
    }
    const items = (await Array.fromAsync(log.read(address))).map(toItem);
    for (let first = 0; first < items.length; first += BATCH) {
      const events = items.slice(first, first + BATCH).map((Item) => ({ PutRequest: { Item } }));
      await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { events } }));
    }
  }
};

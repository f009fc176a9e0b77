/** Many commits of several people, put onto a real engine as they are: for searches alone, so nothing in them is sealed. */
import { randomUUID } from 'node:crypto';
import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Commit } from '../../events/core/commit.ts';
import { toItem } from '../../functions/adapters/dynamodb/commit-item.ts';

const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);

/** A commit with a body that nobody can open, by what a test says of it. */
export const commitOf = (said: Partial<Commit> & Pick<Commit, 'subject' | 'stream' | 'number'>): Commit => ({
  events: [{ type: 'TurnStarted', version: 1 }],
  fold: 1,
  at: '2026-03-01T10:00:00.000Z',
  actor: { kind: 'person', id: said.subject },
  correlation: randomUUID(),
  command: randomUUID(),
  commitment: bytes(1),
  prev: bytes(2),
  hash: bytes(3),
  body: Buffer.from('quorvath'.repeat(20)),
  ...said,
});

/** As many as one request takes. */
const BATCH = 25;

export const putCommits = async (client: DynamoDBClient, commits: readonly Commit[]): Promise<void> => {
  for (let first = 0; first < commits.length; first += BATCH) {
    const events = commits.slice(first, first + BATCH).map((commit) => ({ PutRequest: { Item: toItem(commit) } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { events } }));
  }
};

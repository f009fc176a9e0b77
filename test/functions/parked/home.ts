/** A consumer on a real engine: its commits, the batches that it is given, and what it has taken so far. */
import { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBRecord } from 'aws-lambda';
import { sortKey, type Commit, type StreamAddress } from '../../../events/core/commit.ts';
import { toItem } from '../../../functions/adapters/dynamodb/commit-item.ts';
import { createDynamoDBParkedStreams } from '../../../functions/adapters/dynamodb/parked-streams.ts';
import { backoff } from '../../../functions/runtime/backoff.ts';
import { follower } from '../../../functions/shared/parked/follower.ts';
import type { Consume, FollowerParts, ParkedStreams } from '../../../functions/shared/parked/ports.ts';
import type { StreamHandler } from '../../../functions/runtime/stream.ts';
import type { TaskHandler } from '../../../functions/runtime/tasks.ts';
import { invoke } from '../../../infra/local/lambda.ts';
import type { Home } from '../../support/stores.ts';
import { aCommit } from '../runtime/examples.ts';

export const quiet = new Logger({ serviceName: 'test', logLevel: 'SILENT' });

export const parkedIn = (home: Home): ParkedStreams => createDynamoDBParkedStreams(home.client!, 'parked', backoff);

/** Commits of a stream in the event table. */
export const append = async (home: Home, { subject, stream }: StreamAddress, count: number, first = 1) => {
  const commits = Array.from({ length: count }, (_, index) => aCommit(first + index, { subject, stream }));
  for (const commit of commits) await home.log.append(commit);
  return commits;
};

const base64 = (value: { B?: unknown }) =>
  value.B instanceof Uint8Array ? { B: Buffer.from(value.B).toString('base64') } : value;

/** As Lambda is given it. */
export const recordOf = (commit: Commit): DynamoDBRecord => ({
  eventName: 'INSERT',
  dynamodb: {
    SequenceNumber: nameOf(commit),
    Keys: { pk: { S: commit.subject }, sk: { S: sortKey(commit.stream, commit.number) } },
    NewImage: Object.fromEntries(
      Object.entries(toItem(commit)).map(([name, value]) => [name, base64(value) as { S: string }]),
    ),
  },
});

/** A commit in what is compared below. */
export const nameOf = ({ subject, stream, number }: StreamAddress & { number: number }): string =>
  `${subject}/${stream}/${number}`;

/** A consumer that notes what it has taken; `fails` says what happens instead. */
export const consumerOn = (
  home: Home,
  fails: (commit: Commit) => Error | undefined | Promise<Error | undefined> = () => undefined,
  parts: Partial<FollowerParts> = {},
) => {
  const taken: string[] = [];
  let tries = 0;
  const consume: Consume = async (commit) => {
    tries += 1;
    const error = await fails(commit);
    if (error) throw error;
    taken.push(nameOf(commit));
  };
  let ids = 0;
  const parked = parts.parked ?? parkedIn(home);
  const handler = follower(
    {
      consumer: 'views',
      consume,
      log: home.log,
      parked,
      newId: () => `holder-${(ids += 1)}`,
      now: () => new Date().toISOString(),
      milliseconds: () => performance.now(),
      pause: async () => {},
      ...parts,
    },
    quiet,
  );

  /** One batch; answers with the commits that have to come again. */
  const deliver = async (commits: readonly Commit[]): Promise<Commit[]> => {
    const { batchItemFailures } = await invoke('views', handler as StreamHandler, {
      Records: commits.map(recordOf),
    });
    const failed = batchItemFailures[0]?.itemIdentifier;
    return failed === undefined ? [] : commits.slice(commits.findIndex((commit) => nameOf(commit) === failed));
  };

  return {
    taken,
    tries: () => tries,
    parked,
    handler,
    deliver,
    redrive: ({ subject, stream }: StreamAddress) =>
      invoke('views', handler as TaskHandler, { task: 'Redrive', input: { subject, stream } }) as Promise<Redriven>,
    redriveRecoverable: (limit = 100) =>
      invoke('views', handler as TaskHandler, { task: 'RedriveRecoverable', input: { limit } }) as Promise<Sum>,
  };
};

type Redriven = { commits: number; left: { from: number; failure: string } | null };
type Sum = { streams: number; commits: number; left: number };

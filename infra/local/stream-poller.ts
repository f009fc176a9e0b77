/**
 * DynamoDB Streams to handlers on one machine: reads the engine's own stream API and calls each consumer as Lambda's
 * event source mapping would, partial batch failures honoured.
 *
 * Every consumer has its own place in the stream. It rests in the data folder and moves on only after a batch was
 * handled, so a crash delivers again and loses nothing.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
  type DynamoDBStreamsClient,
} from '@aws-sdk/client-dynamodb-streams';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import type { StreamHandler } from '../../functions/runtime/stream.ts';
import { failureForLog } from '../../functions/runtime/tasks.ts';
import { toLambda } from './lambda-record.ts';
import { invoke } from './lambda.ts';
import { placesIn } from './stream-places.ts';

/** How long an idle follower waits unless it is woken, and how long after something went wrong. */
const IDLE_MS = 500;
const RETRY_MS = 40;
/** A turn appends several commits in a row: who is woken waits for the next one before looking. */
const GATHER_MS = 15;
/** Shards come and go by the hour. */
const SHARDS_KNOWN_FOR_MS = 5_000;
const BATCH = 100;
/** The longest that a batch waits which could not be handled: the engine is away, or too much is asked of it. */
const LONGEST_MS = 5_000;

export type Follower = {
  /** Something was appended: look now instead of after the idle wait. */
  wake: () => void;
  /** Waits until everything that was in the stream when called has been handled. */
  caughtUp: () => Promise<void>;
  stop: () => Promise<void>;
};

export type FollowOptions = {
  client: DynamoDBStreamsClient;
  streamArn: string;
  /** The consumer's name, as in `functions/<group>`. */
  name: string;
  handler: StreamHandler;
  logger: Logger;
  /** File that keeps the consumer's place; absent: begin at the stream's oldest record, keep nothing. */
  placeFile?: string;
};

export const followStream = ({ client, streamArn, name, handler, logger, placeFile }: FollowOptions): Follower => {
  const places = placesIn(placeFile);
  const iterators = new Map<string, string>();
  const stopping = new AbortController();
  let rounds = 0;

  /** Ends early where the follower stops. */
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {});

  const iteratorOf = async (ShardId: string): Promise<string | undefined> => {
    const at = { StreamArn: streamArn, ShardId };
    const oldest = new GetShardIteratorCommand({ ...at, ShardIteratorType: 'TRIM_HORIZON' });
    const SequenceNumber = places.get(ShardId);
    if (SequenceNumber === undefined) return (await client.send(oldest)).ShardIterator;
    try {
      const after = { ...at, ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber };
      return (await client.send(new GetShardIteratorCommand(after))).ShardIterator;
    } catch (error) {
      // the stream keeps a day: whoever was away for longer begins with the oldest record there is
      if (error instanceof TrimmedDataAccessException) return (await client.send(oldest)).ShardIterator;
      throw error;
    }
  };

  /** Hands a batch over until all of it is handled, however long that takes: a consumer parks what it cannot take. */
  const deliver = async (shard: string, records: DynamoDBStreamEvent['Records']): Promise<void> => {
    let rest = records;
    for (let wait = RETRY_MS; rest.length > 0 && !stopping.signal.aborted;) {
      const { batchItemFailures } = await invoke(name, handler, { Records: rest });
      const failed = batchItemFailures[0]?.itemIdentifier;
      const index = failed ? rest.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === failed) : rest.length;
      const handled = rest[index - 1]?.dynamodb?.SequenceNumber;
      if (handled) places.set(shard, handled);
      wait = handled ? RETRY_MS : Math.min(2 * wait, LONGEST_MS);
      rest = rest.slice(index);
      if (rest.length > 0) await pause(wait);
    }
  };

  const readShard = async (shard: string): Promise<number> => {
    const ShardIterator = iterators.get(shard) ?? (await iteratorOf(shard));
    if (!ShardIterator) return 0;
    const { Records = [], NextShardIterator } = await client.send(
      new GetRecordsCommand({ ShardIterator, Limit: BATCH }),
    );
    await deliver(shard, Records.map(toLambda));
    if (NextShardIterator) iterators.set(shard, NextShardIterator);
    else iterators.delete(shard);
    return Records.length;
  };

  let shards = { ids: [] as string[], until: 0 };
  const shardIds = async (): Promise<string[]> => {
    if (shards.until > performance.now()) return shards.ids;
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: streamArn }));
    const ids = (StreamDescription?.Shards ?? []).flatMap(({ ShardId }) => ShardId ?? []);
    shards = { ids, until: performance.now() + SHARDS_KNOWN_FOR_MS };
    return ids;
  };

  const readAll = async (): Promise<number> => {
    let count = 0;
    for (const shard of await shardIds()) count += await readShard(shard);
    return count;
  };

  let woken = Promise.withResolvers<void>();
  const wake = (): void => woken.resolve();
  const idle = async (): Promise<void> => {
    const wait = new AbortController();
    await Promise.race([woken.promise, sleep(IDLE_MS, undefined, { signal: wait.signal }).catch(() => {})]);
    wait.abort();
  };

  const follow = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        woken = Promise.withResolvers<void>();
        const count = await readAll();
        // a full batch may have more behind it; anything less reached the newest record
        if (count >= BATCH) continue;
        rounds += 1;
        await idle();
        await sleep(GATHER_MS);
      } catch (error) {
        // iterators may have expired, or the engine may be restarting: begin again at the kept places
        iterators.clear();
        logger.warn('stream not read', { consumer: name, ...failureForLog(error) });
        await sleep(RETRY_MS * 10);
      }
    }
  };
  const following = follow();

  return {
    wake,
    caughtUp: async () => {
      // a round that began after the call and reached the newest record has seen it all; the first may have begun before
      const target = rounds + 2;
      while (rounds < target && !stopping.signal.aborted) {
        wake();
        await sleep(2);
      }
    },
    stop: async () => {
      stopping.abort();
      wake();
      await following;
      places.keep();
    },
  };
};

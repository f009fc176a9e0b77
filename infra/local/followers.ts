/** Who follows the event table's stream on this machine: each consumer with its own place in it. */
import { join } from 'node:path';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import type { Consumer } from '../../functions/shared/parked/ports.ts';
import type { StreamHandler } from '../../functions/runtime/stream.ts';
import { streamArnOf } from './create-tables.ts';
import { followStream, type Follower } from './stream-poller.ts';
import { forgetPlaces, readPlaces } from './stream-places.ts';

export type Followers = Follower & {
  /**
   * Whether the tables were put back to an older state than the one that the consumers have read to, who would wait for
   * numbers that are given once more and skip what comes until then. Their places are forgotten: they begin with the
   * oldest record, and take what comes twice.
   */
  wereLeftBehind: () => Promise<boolean>;
  begin: () => void;
};

type FollowersOptions = {
  endpoint: string;
  dynamodb: DynamoDBClient;
  dataDir: string;
  following: Readonly<Record<Consumer, StreamHandler>>;
  logger: Logger;
};

const streamsAt = (endpoint: string): DynamoDBStreamsClient => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBStreamsClient({ endpoint, region: 'local', credentials });
  client.middlewareStack.remove('loggerMiddleware');
  return client;
};

/** Whether a shard holds nothing at a place nor behind it: all of it is older, or older than the day that streams keep. */
const isBeyond = async (client: DynamoDBStreamsClient, StreamArn: string, [ShardId, place]: [string, string]) => {
  const at = { StreamArn, ShardId, ShardIteratorType: 'AT_SEQUENCE_NUMBER' as const, SequenceNumber: place };
  try {
    const { ShardIterator } = await client.send(new GetShardIteratorCommand(at));
    const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator, Limit: 1 }));
    return Records.length === 0;
  } catch (error) {
    if (error instanceof TrimmedDataAccessException) return true;
    throw error;
  }
};

export const createFollowers = async (options: FollowersOptions): Promise<Followers> => {
  const { endpoint, dynamodb, dataDir, following, logger } = options;
  const client = streamsAt(endpoint);
  const streamArn = await streamArnOf(dynamodb, 'events');
  const placeOf = (name: string): string => join(dataDir, `${name}.place.json`);
  let followers: Follower[] = [];
  return {
    wereLeftBehind: async () => {
      const files = Object.keys(following).map(placeOf);
      const places = files.flatMap((file) => Object.entries(readPlaces(file)));
      const beyond = await Promise.all(places.map((place) => isBeyond(client, streamArn, place)));
      if (!beyond.includes(true)) return false;
      files.forEach(forgetPlaces);
      return true;
    },
    begin: () => {
      followers = Object.entries(following).map(([name, handler]) =>
        followStream({ client, streamArn, name, handler, logger, placeFile: placeOf(name) }),
      );
    },
    wake: () => followers.forEach((follower) => follower.wake()),
    caughtUp: async () => void (await Promise.all(followers.map((follower) => follower.caughtUp()))),
    stop: async () => {
      await Promise.all(followers.map((follower) => follower.stop()));
      client.destroy();
    },
  };
};

/**
 * The door of a function group that follows the event table's stream.
 *
 * Records arrive in batches, in order within a partition. At the first one that could not be handled the batch ends: it
 * is reported by its sequence number, so that it and what stands behind it are delivered again (partial batch response).
 */
import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { parseSortKey, type Commit, type StreamAddress } from '../../events/core/commit.ts';
import { fromItem, type Item } from '../adapters/dynamodb/commit-item.ts';
import { failureForLog } from './tasks.ts';

export type StreamHandler = (event: DynamoDBStreamEvent, context: Context) => Promise<DynamoDBBatchResponse>;

/** A commit that was inserted, by its place. */
export type Arrival = StreamAddress & {
  readonly number: number;
  readonly sequence: string;
  /** Throws `Corrupted` for an item that is damaged. */
  readonly commit: () => Commit;
};

/** Begins a batch with what is in it; what it answers with handles each commit, one after the other. */
export type BeginBatch = (streams: readonly StreamAddress[]) => Promise<(arrival: Arrival) => Promise<void>>;

/** Whoever is stopped in the middle is given the whole batch again: with less time than this, the rest comes again. */
const LEAST_MS = 15_000;

/** JSON carries binary attributes as base64 text; the SDK's own clients carry bytes. */
const bytes = (image: Record<string, unknown>): Item =>
  Object.fromEntries(
    Object.entries(image as Record<string, { B?: unknown }>).map(([name, value]) =>
      typeof value.B === 'string' ? [name, { B: Buffer.from(value.B, 'base64') }] : [name, value],
    ),
  ) as Item;

/** A body that was removed later is no news here. */
const isNews = ({ eventName, dynamodb }: DynamoDBRecord): boolean => eventName === 'INSERT' && !!dynamodb?.NewImage;

/** By its keys, which a damaged item has too; undefined for what is no commit of any stream. */
const arrivalOf = ({ dynamodb = {} }: DynamoDBRecord): Arrival | undefined => {
  const { NewImage = {}, Keys = {}, SequenceNumber: sequence = '' } = dynamodb;
  const subject = Keys['pk']?.S;
  const place = parseSortKey(Keys['sk']?.S ?? '');
  return subject && place ? { subject, ...place, sequence, commit: () => fromItem(bytes(NewImage)) } : undefined;
};

const comesAgain = (sequence: string | undefined): DynamoDBBatchResponse => ({
  batchItemFailures: sequence === undefined ? [] : [{ itemIdentifier: sequence }],
});

const behind = (arrivals: readonly Arrival[], arrival: Arrival): string | undefined =>
  arrivals[arrivals.indexOf(arrival) + 1]?.sequence;

/** Hands over every commit that was inserted, until one cannot be handled. */
export const followCommits = (begin: BeginBatch, logger: Logger): StreamHandler => {
  /** What belongs to no stream can wait in none: it would hold up everybody's. */
  const arrivalsIn = (records: DynamoDBRecord[]): Arrival[] =>
    records.filter(isNews).flatMap((record) => {
      const arrival = arrivalOf(record);
      if (!arrival) logger.error('record is no commit', { sequence: record.dynamodb?.SequenceNumber });
      return arrival ?? [];
    });

  const run = async ({ Records }: DynamoDBStreamEvent, context: Context): Promise<DynamoDBBatchResponse> => {
    const arrivals = arrivalsIn(Records);
    let sequence = arrivals[0]?.sequence;
    if (sequence === undefined) return { batchItemFailures: [] };
    try {
      const handle = await begin(arrivals);
      for (const arrival of arrivals) {
        sequence = arrival.sequence;
        await handle(arrival);
        if (context.getRemainingTimeInMillis() < LEAST_MS) return comesAgain(behind(arrivals, arrival));
      }
      return { batchItemFailures: [] };
    } catch (error) {
      logger.error('commit not consumed', { sequence, ...failureForLog(error) });
      return comesAgain(sequence);
    }
  };
  return middy<DynamoDBStreamEvent, DynamoDBBatchResponse>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .handler(run);
};

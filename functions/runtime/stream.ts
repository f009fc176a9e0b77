/**
 * The door of a function group that follows the event table's stream.
 *
 * Records arrive in batches, in order within a partition. A record that fails is reported by its sequence number, so
 * that only the batch from there on is delivered again (partial batch response); consumers are idempotent.
 */
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Commit } from '../../events/core/commit.ts';
import { fromItem, type Item } from '../adapters/dynamodb/commit-item.ts';
import { failureForLog } from './tasks.ts';

export type StreamHandler = (event: DynamoDBStreamEvent, context: Context) => Promise<DynamoDBBatchResponse>;

/** JSON carries binary attributes as base64 text; the SDK's own clients carry bytes. */
const bytes = (image: Record<string, unknown>): Item =>
  Object.fromEntries(
    Object.entries(image as Record<string, { B?: unknown }>).map(([name, value]) =>
      typeof value.B === 'string' ? [name, { B: Buffer.from(value.B, 'base64') }] : [name, value],
    ),
  ) as Item;

/** Calls `consume` for every commit that was inserted; a body that was removed later is no news here. */
export const followCommits = (consume: (commit: Commit) => Promise<void>, logger: Logger): StreamHandler => {
  const handleRecord = async ({ eventName, dynamodb }: DynamoDBRecord): Promise<void> => {
    if (eventName !== 'INSERT' || !dynamodb?.NewImage) return;
    try {
      await consume(fromItem(bytes(dynamodb.NewImage)));
    } catch (error) {
      logger.error('commit not consumed', { sequence: dynamodb.SequenceNumber, ...failureForLog(error) });
      throw error;
    }
  };
  // silent on its own: the lines above say what an operator needs, without a record's content
  const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const run = (event: DynamoDBStreamEvent, context: Context): Promise<DynamoDBBatchResponse> =>
    processPartialResponse(event, handleRecord, new BatchProcessor(EventType.DynamoDBStreams, { logger: quiet }), {
      context,
      processInParallel: false,
      throwOnFullBatchFailure: false,
    });
  return middy<DynamoDBStreamEvent, DynamoDBBatchResponse>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .handler(run);
};

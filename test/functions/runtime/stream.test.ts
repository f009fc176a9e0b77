import { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import type { Commit } from '../../../events/core/commit.ts';
import { toItem, type Item } from '../../../functions/adapters/dynamodb/commit-item.ts';
import { followCommits } from '../../../functions/runtime/stream.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { aCommit, context, outputWhile } from './examples.ts';

/** An item as Lambda delivers it: JSON, with binary attributes as base64 text. */
const asDelivered = (item: Item): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value.B ? { B: Buffer.from(value.B).toString('base64') } : value,
    ]),
  );

const recordOf = (commit: Commit, eventName: 'INSERT' | 'MODIFY' | 'REMOVE' = 'INSERT'): DynamoDBRecord =>
  JSON.parse(
    JSON.stringify({
      eventID: `event-${commit.number}`,
      eventName,
      eventSource: 'aws:dynamodb',
      dynamodb: {
        SequenceNumber: `seq-${commit.number}`,
        StreamViewType: 'NEW_IMAGE',
        ...(eventName === 'REMOVE' ? {} : { NewImage: asDelivered(toItem(commit)) }),
      },
    }),
  ) as DynamoDBRecord;

/** Delivers records to a consumer that fails at some numbers; gives what it heard, what was answered and logged. */
const deliver = async (
  Records: DynamoDBRecord[],
  failing: number[] = [],
  failure: Error = new StorageUnavailable('views'),
) => {
  const heard: Commit[] = [];
  let response: DynamoDBBatchResponse | undefined;
  const output = await outputWhile(async () => {
    const handler = followCommits(
      async (commit) => {
        heard.push(commit);
        if (failing.includes(commit.number)) throw failure;
      },
      new Logger({ serviceName: 'test', logLevel: 'INFO' }),
    );
    response = await handler({ Records }, context);
  });
  return { heard, output, failed: response?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
};

const numbers = (commits: Commit[]) => commits.map(({ number }) => number);

/** Buffers and byte arrays side by side compare as bytes. */
const bytesAsText = (commit: Commit) => ({
  ...commit,
  commitment: Buffer.from(commit.commitment).toString('hex'),
  prev: Buffer.from(commit.prev).toString('hex'),
  hash: Buffer.from(commit.hash).toString('hex'),
  body: commit.body && Buffer.from(commit.body).toString('hex'),
});

describe('following the stream', () => {
  test('a commit arrives as it was appended, down to the bytes of its seal', async () => {
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const appended = aCommit(7, { body: every, commitment: every.slice(0, 32), hash: every.slice(224) });
    const { heard, failed } = await deliver([recordOf(appended)]);
    expect(heard.map(bytesAsText)).toEqual([bytesAsText(appended)]);
    expect(failed).toEqual([]);
  });

  test('commits arrive in the order of the stream, one after the other', async () => {
    const { heard } = await deliver([1, 2, 3, 4].map((number) => recordOf(aCommit(number))));
    expect(numbers(heard)).toEqual([1, 2, 3, 4]);
  });

  test('one after the other means: the next waits until this one is done', async () => {
    const steps: string[] = [];
    const handler = followCommits(
      async ({ number }) => {
        steps.push(`begins ${number}`);
        await new Promise(setImmediate);
        steps.push(`ends ${number}`);
      },
      new Logger({ serviceName: 'test', logLevel: 'SILENT' }),
    );
    await handler({ Records: [recordOf(aCommit(1)), recordOf(aCommit(2))] }, context);
    expect(steps).toEqual(['begins 1', 'ends 1', 'begins 2', 'ends 2']);
  });

  test('a body that was erased later is no news, nor is an item that went', async () => {
    const { body: _erased, ...erased } = aCommit(1);
    const { heard, failed } = await deliver([
      recordOf(erased, 'MODIFY'),
      recordOf(aCommit(2), 'REMOVE'),
      recordOf(aCommit(3)),
    ]);
    expect(numbers(heard)).toEqual([3]);
    expect(failed).toEqual([]);
  });

  test('an empty delivery is answered', async () => {
    expect(await deliver([])).toMatchObject({ heard: [], failed: [] });
  });
});

describe('a commit that could not be consumed', () => {
  test('is reported by its sequence number; those after it are consumed as well, and come again', async () => {
    const { heard, failed } = await deliver(
      [1, 2, 3].map((number) => recordOf(aCommit(number))),
      [2],
    );
    expect(numbers(heard)).toEqual([1, 2, 3]);
    // Lambda delivers again from the lowest number reported
    expect(failed).toEqual(['seq-2']);
  });

  test('is reported beside every other one, in their order', async () => {
    const { failed } = await deliver(
      [1, 2, 3, 4].map((number) => recordOf(aCommit(number))),
      [4, 2],
    );
    expect(failed).toEqual(['seq-2', 'seq-4']);
  });

  test('is reported where all of the batch failed too, rather than thrown', async () => {
    const { failed } = await deliver([recordOf(aCommit(1)), recordOf(aCommit(2))], [1, 2]);
    expect(failed).toEqual(['seq-1', 'seq-2']);
  });

  test('is forgotten by the next delivery', async () => {
    let ill = true;
    const handler = followCommits(
      async () => {
        if (ill) throw new StorageUnavailable('views');
      },
      new Logger({ serviceName: 'test', logLevel: 'SILENT' }),
    );
    const event = { Records: [recordOf(aCommit(1))] };
    expect((await handler(event, context)).batchItemFailures).toHaveLength(1);
    ill = false;
    expect((await handler(event, context)).batchItemFailures).toEqual([]);
  });

  test('an item that is no commit does not hold up the others', async () => {
    const broken = recordOf(aCommit(1));
    delete broken.dynamodb!.NewImage!['hash'];
    const { heard, failed, output } = await deliver([broken, recordOf(aCommit(2))]);
    expect(numbers(heard)).toEqual([2]);
    expect(failed).toEqual(['seq-1']);
    expect(output).toContain('"failure":"Corrupted"');
  });

  test('leaves its number and the error’s name in the log, and nothing of the commit’s content', async () => {
    const commit = aCommit(1, { body: Buffer.from('sealed words') });
    const { output } = await deliver([recordOf(commit)], [1], new RangeError('my brakes squeal since Tuesday'));
    const lines = output.split('\n').filter(Boolean);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      level: 'ERROR',
      message: 'commit not consumed',
      sequence: 'seq-1',
      failure: 'RangeError',
    });
    expect(output).not.toContain('my brakes squeal');
    expect(output).not.toContain(Buffer.from(commit.body!).toString('base64'));
    expect(output).not.toContain(commit.actor.id);
  });
});

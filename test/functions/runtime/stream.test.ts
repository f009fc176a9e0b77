import { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { sortKey, type Commit, type StreamAddress } from '../../../events/core/commit.ts';
import { toItem, type Item } from '../../../functions/adapters/dynamodb/commit-item.ts';
import { followCommits } from '../../../functions/runtime/stream.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { aCommit, context, outputWhile, STREAM, SUBJECT } from './examples.ts';

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
        Keys: { pk: { S: commit.subject }, sk: { S: sortKey(commit.stream, commit.number) } },
        StreamViewType: 'NEW_IMAGE',
        ...(eventName === 'REMOVE' ? {} : { NewImage: asDelivered(toItem(commit)) }),
      },
    }),
  ) as DynamoDBRecord;

/** Delivers records to somebody who cannot handle some numbers; gives what they heard, what was answered and logged. */
const deliver = async (
  Records: DynamoDBRecord[],
  failing: number[] = [],
  failure: Error = new StorageUnavailable('parked'),
) => {
  const heard: Commit[] = [];
  const begun: StreamAddress[][] = [];
  let response: DynamoDBBatchResponse | undefined;
  const output = await outputWhile(async () => {
    const handler = followCommits(
      async (streams) => {
        begun.push(streams.map(({ subject, stream }) => ({ subject, stream })));
        return async ({ number, commit }) => {
          if (failing.includes(number)) throw failure;
          heard.push(commit());
        };
      },
      new Logger({ serviceName: 'test', logLevel: 'INFO' }),
    );
    response = await handler({ Records }, context);
  });
  return { heard, begun, output, failed: response?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
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
      async () =>
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

  test('a batch begins once, with the streams of all that is in it', async () => {
    const { begun } = await deliver([recordOf(aCommit(1)), recordOf(aCommit(2)), recordOf(aCommit(3), 'MODIFY')]);
    expect(begun).toEqual([[1, 2].map(() => ({ subject: SUBJECT, stream: STREAM }))]);
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

  test('an empty delivery is answered, and one without news: nothing is begun for them', async () => {
    expect(await deliver([])).toMatchObject({ begun: [], failed: [] });
    expect(await deliver([recordOf(aCommit(1), 'MODIFY')])).toMatchObject({ begun: [], failed: [] });
  });

  test('an item that belongs to no stream holds nobody up, and is named in the log', async () => {
    const strange = recordOf(aCommit(1));
    strange.dynamodb!.Keys!['sk'] = { S: 'no stream' };
    const { heard, failed, output } = await deliver([strange, recordOf(aCommit(2))]);
    expect(numbers(heard)).toEqual([2]);
    expect(failed).toEqual([]);
    expect(JSON.parse(output)).toMatchObject({ level: 'ERROR', message: 'record is no commit', sequence: 'seq-1' });
  });
});

describe('a commit that could not be handled', () => {
  test('ends the batch: it comes again with those behind it, who were handed to nobody yet', async () => {
    const { heard, failed } = await deliver(
      [1, 2, 3].map((number) => recordOf(aCommit(number))),
      [2, 3],
    );
    expect(numbers(heard)).toEqual([1]);
    expect(failed).toEqual(['seq-2']);
  });

  test('is reported where a batch could not even begin', async () => {
    const handler = followCommits(
      async () => {
        throw new StorageUnavailable('parked');
      },
      new Logger({ serviceName: 'test', logLevel: 'SILENT' }),
    );
    const { batchItemFailures } = await handler({ Records: [recordOf(aCommit(1)), recordOf(aCommit(2))] }, context);
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'seq-1' }]);
  });

  test('is forgotten by the next delivery', async () => {
    let ill = true;
    const handler = followCommits(
      async () => async () => {
        if (ill) throw new StorageUnavailable('parked');
      },
      new Logger({ serviceName: 'test', logLevel: 'SILENT' }),
    );
    const event = { Records: [recordOf(aCommit(1))] };
    expect((await handler(event, context)).batchItemFailures).toHaveLength(1);
    ill = false;
    expect((await handler(event, context)).batchItemFailures).toEqual([]);
  });

  test('is known by its keys where its item is damaged', async () => {
    const broken = recordOf(aCommit(1));
    delete broken.dynamodb!.NewImage!['hash'];
    const { begun, failed, output } = await deliver([broken]);
    expect(begun).toEqual([[{ subject: SUBJECT, stream: STREAM }]]);
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

test('a function whose time is nearly over gives back what it has not begun, rather than all of it', async () => {
  const heard: number[] = [];
  const handler = followCommits(
    async () =>
      async ({ number }) =>
        void heard.push(number),
    new Logger({ serviceName: 'test', logLevel: 'SILENT' }),
  );
  const Records = [1, 2, 3].map((number) => recordOf(aCommit(number)));
  const left = [20_000, 10_000];
  const nearlyOver = { ...context, getRemainingTimeInMillis: () => left[heard.length - 1] ?? 30_000 };
  expect((await handler({ Records }, nearlyOver)).batchItemFailures).toEqual([{ itemIdentifier: 'seq-3' }]);
  // however little is left, each delivery is one commit shorter than the last
  heard.length = 0;
  const over = { ...context, getRemainingTimeInMillis: () => (heard.length > 0 ? 0 : 30_000) };
  expect((await handler({ Records: Records.slice(2) }, over)).batchItemFailures).toEqual([]);
  expect(heard).toEqual([3]);
});

/** The stream of one machine: what cannot be handled comes again until it can, and nothing is skipped. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sortKey } from '../../events/core/commit.ts';
import { followCommits } from '../../functions/runtime/stream.ts';
import { streamArnOf } from '../../infra/local/create-tables.ts';
import { followStream, type Follower } from '../../infra/local/stream-poller.ts';
import { StorageUnavailable } from '../../schemas/errors.ts';
import { append, consumerOn, quiet } from '../functions/parked/home.ts';
import { engineHome, type Home } from '../support/stores.ts';

const SOON = { timeout: 20_000, interval: 10 };
const address = { subject: 'user-sam', stream: 'session/one' };
const keys = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => sortKey(address.stream, index + 1));

let home: Home;
let client: DynamoDBStreamsClient;
let dataDir: string;
let follower: Follower | undefined;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'dixon-poller-'));
  home = await engineHome();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new DynamoDBStreamsClient({ endpoint: home.endpoint!, region: 'local', credentials });
});
afterEach(async () => {
  await follower?.stop();
  client.destroy();
  await home.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Follows with a consumer that cannot park; `fails` is asked for each commit. */
const follow = async (fails: (number: number) => boolean) => {
  const taken: string[] = [];
  const tries: number[] = [];
  const handler = followCommits(
    async () =>
      async ({ stream, number }) => {
        tries.push(number);
        if (fails(number)) throw new StorageUnavailable('parked');
        taken.push(sortKey(stream, number));
      },
    quiet,
  );
  const streamArn = await streamArnOf(home.client!, 'events');
  const placeFile = join(dataDir, 'views.place.json');
  follower = followStream({ client, streamArn, name: 'views', handler, logger: quiet, placeFile });
  return { taken, tries, follower };
};

it('a commit that can neither be taken nor parked comes again until it can, and those behind it wait', async () => {
  let away = true;
  await append(home, address, 5);
  const { taken, tries, follower: following } = await follow((number) => away && number === 3);
  // the fifth try was the last one once
  await vi.waitUntil(() => tries.filter((number) => number === 3).length > 6, SOON);
  expect(taken).toEqual(keys(2));
  away = false;
  await following.caughtUp();
  expect(taken).toEqual(keys(5));
});

it('who stops meanwhile begins there the next time', async () => {
  await append(home, address, 5);
  const first = await follow((number) => number === 3);
  await vi.waitUntil(() => first.tries.includes(3), SOON);
  await first.follower.stop();
  const second = await follow(() => false);
  await second.follower.caughtUp();
  expect([...first.taken, ...second.taken]).toEqual(keys(5));
});

it('who waits for the rest is not held up by a stream that is parked', async () => {
  const consumer = consumerOn(home, ({ number }) => (number === 1 ? new TypeError('poisoned') : undefined));
  const other = { ...address, stream: 'session/two' };
  const streamArn = await streamArnOf(home.client!, 'events');
  follower = followStream({ client, streamArn, name: 'views', handler: consumer.handler, logger: quiet });
  await append(home, address, 3);
  await append(home, other, 3, 2);
  await follower.caughtUp();
  expect(consumer.taken).toEqual([2, 3, 4].map((number) => `user-sam/session/two/${number}`));
  expect(await consumer.parked.get('views', address)).toMatchObject({ from: 1, through: 3 });
});

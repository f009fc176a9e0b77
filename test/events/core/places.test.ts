/** Where the commits of a person stand: the same for the memory twin and the DynamoDB adapter. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { count, counter } from '../../support/counter-stream.ts';
import { engineHome, memoryHome, type Home } from '../../support/stores.ts';

describe.each([
  ['the memory twin', memoryHome],
  ['the engine', () => engineHome()],
])('where commits stand, on %s', (_name, start) => {
  let home: Home;
  let subject: string;
  beforeAll(async () => {
    home = await start();
  });
  afterAll(() => home.stop());
  beforeEach(async () => {
    subject = `user-${randomUUID()}`;
    for (const stream of ['counter/b', 'counter', 'counter/a', 'counter/b', 'counters/c'])
      await home.store.execute(counter, { subject, stream }, context(), count());
  });

  const context = () => ({
    commandId: randomUUID(),
    actor: { kind: 'person' as const, id: 'user-sam' },
    correlation: randomUUID(),
  });
  const places = async (...args: Parameters<Home['log']['places']>) =>
    Array.fromAsync(home.log.places(...args), ({ stream, number }) => `${stream} ${number}`);

  it('all of a person come in the order in which they would be read, and of nobody else', async () => {
    const read = await Array.fromAsync(home.log.readSubject(subject), ({ stream, number }) => `${stream} ${number}`);
    expect(await places(subject)).toEqual(read);
    expect([...read].sort()).toEqual(['counter 1', 'counter/a 1', 'counter/b 1', 'counter/b 2', 'counters/c 1']);
    expect(await places(`user-${randomUUID()}`)).toEqual([]);
  });

  it('nothing of a commit comes along but its place', async () => {
    const [first] = await Array.fromAsync(home.log.places(subject));
    expect(Object.keys(first!).sort()).toEqual(['number', 'stream']);
  });

  it('of one stream, or of the streams of one type', async () => {
    expect(await places(subject, { stream: 'counter/b' })).toEqual(['counter/b 1', 'counter/b 2']);
    expect(await places(subject, { stream: 'counter' })).toEqual(['counter 1']);
    expect(await places(subject, { type: 'counter' })).toEqual(['counter/a 1', 'counter/b 1', 'counter/b 2']);
  });

  it('a commit without a body is left out where only those with one are asked for', async () => {
    await home.log.removeBody({ subject, stream: 'counter/b' }, 1);
    expect(await places(subject, { stream: 'counter/b', withBody: true })).toEqual(['counter/b 2']);
    expect(await places(subject, { stream: 'counter/b' })).toHaveLength(2);
    expect(await places(subject, { withBody: true })).toHaveLength(4);
  });

  it('more commits than a page of the table holds come page after page', async () => {
    const [commit] = await Array.fromAsync(home.log.readSubject(subject));
    // random bytes: 1.3 MB that nothing makes smaller
    for (let number = 1; number <= 15; number += 1)
      await home.log.append({ ...commit!, stream: 'counter/long', number, body: randomBytes(90_000) });
    expect(await places(subject, { stream: 'counter/long', withBody: true })).toHaveLength(15);
    expect(await places(subject, { withBody: true })).toHaveLength(20);
  });
});

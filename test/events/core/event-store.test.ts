/** The contract of the event store, the same for the memory twin and the DynamoDB adapter. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '../../../events/core/chain.ts';
import type { Commit, StreamAddress } from '../../../events/core/commit.ts';
import type { CommandContext } from '../../../events/core/event-store.ts';
import { ConcurrentModification } from '../../../schemas/errors.ts';
import { count, counter, type CounterEvent } from '../../support/counter-stream.ts';
import { engineHome, fileHome, memoryHome, type Home } from '../../support/stores.ts';

const context = (commandId: string = randomUUID()): CommandContext => ({
  commandId,
  actor: { kind: 'person', id: 'user-sam' },
  correlation: randomUUID(),
});

const newAddress = (): StreamAddress => ({ subject: `user-${randomUUID()}`, stream: `counter/${randomUUID()}` });

describe.each([
  ['the memory twin', memoryHome],
  ['the engine in memory', () => engineHome()],
  ['the engine on a file', fileHome],
])('the event store on %s', (_name, start) => {
  let home: Home;
  beforeAll(async () => {
    home = await start();
  });
  afterAll(() => home.stop());

  const all = async (address: StreamAddress): Promise<Commit[]> => Array.fromAsync(home.log.read(address));
  const execute = (address: StreamAddress, decide = count(), commandId?: string) =>
    home.store.execute(counter, address, context(commandId), decide);

  it('a stream that was never written is empty', async () => {
    expect(await home.store.load(counter, newAddress())).toEqual({ state: { total: 0 }, number: 0, recent: [] });
  });

  it('one command is one commit, its events together, its number the next', async () => {
    const address = newAddress();
    const two = (): CounterEvent[] => [...count(2)(), { type: 'Renamed', name: 'Sam' }];
    const first = await execute(address, two);
    const second = await execute(address);
    expect([first.number, second.number]).toEqual([1, 2]);
    expect(second.state).toEqual({ total: 3, name: 'Sam' });
    const commits = await all(address);
    expect(commits.map(({ number, events }) => [number, events.map(({ type }) => type)])).toEqual([
      [1, ['Counted', 'Renamed']],
      [2, ['Counted']],
    ]);
  });

  it('a commit comes back as it was appended, bytes and all', async () => {
    const address = newAddress();
    await home.store.execute(counter, address, { ...context(), causation: 'counter/x#0000000001.0' }, count());
    const [read] = await all(address);
    expect(read).toEqual(await home.log.get(address, 1));
    expect(read).toMatchObject({ ...address, number: 1, fold: 1, causation: 'counter/x#0000000001.0' });
    expect(read?.actor).toEqual({ kind: 'person', id: 'user-sam' });
    expect(read?.body?.length).toBeGreaterThan(28);
  });

  it('a decision for nothing appends nothing', async () => {
    const address = newAddress();
    await execute(address);
    const outcome = await execute(address, () => []);
    expect(outcome).toMatchObject({ number: 1, events: [], repeated: false });
    expect(await all(address)).toHaveLength(1);
  });

  it('a repeated command returns its first outcome and appends nothing', async () => {
    const address = newAddress();
    const first = await execute(address, count(5), 'command-1');
    await execute(address, count(1), 'command-2');
    const again = await execute(address, count(5), 'command-1');
    expect(again).toMatchObject({ number: first.number, events: first.events, state: { total: 5 }, repeated: true });
    expect((await home.store.load(counter, address)).state.total).toBe(6);
  });

  it('a command is remembered over the newest 32 commits', async () => {
    const address = newAddress();
    await execute(address, count(), 'the-first');
    for (let n = 2; n <= 32; n += 1) await execute(address);
    expect(await execute(address, count(), 'the-first')).toMatchObject({ repeated: true, number: 1 });
    await execute(address);
    expect(await execute(address, count(), 'the-first')).toMatchObject({ repeated: false, number: 34 });
  });

  it('a number that is taken is answered with the winner', async () => {
    const address = newAddress();
    await execute(address);
    const [standing] = await all(address);
    const result = await home.log.append({ ...standing!, command: 'another-one' });
    expect(result).toEqual({ appended: false, winner: standing });
    expect(await all(address)).toEqual([standing]);
  });

  it('a lost race is decided again on what the winner left, without another read', async () => {
    const address = newAddress();
    await execute(address, count(10));
    let reads = 0;
    let rival = true;
    const log = {
      ...home.log,
      newest: (...args: Parameters<typeof home.log.newest>) => {
        reads += 1;
        return home.log.newest(...args);
      },
      append: async (commit: Commit) => {
        if (rival) {
          rival = false;
          await execute(address, count(100));
        }
        return home.log.append(commit);
      },
    };
    const seen: number[] = [];
    const outcome = await home.storeWith({ log }).execute(counter, address, context(), (state) => {
      seen.push(state.total);
      return count(1)();
    });
    expect(seen).toEqual([10, 110]);
    expect(outcome).toMatchObject({ number: 3, state: { total: 111 } });
    expect(reads).toBe(1);
  });

  it('six lost races end as ConcurrentModification, and nothing is appended', async () => {
    const address = newAddress();
    const log = {
      ...home.log,
      append: async (commit: Commit) => {
        await execute(address);
        return home.log.append(commit);
      },
    };
    const store = home.storeWith({ log, backoff: async () => {} });
    const unlucky = store.execute(counter, address, context('unlucky-one'), count());
    await expect(unlucky).rejects.toMatchObject({ name: 'ConcurrentModification', recoverable: true });
    expect((await all(address)).map(({ command }) => command)).not.toContain('unlucky-one');
  });

  it('an append whose answer was lost is not made twice', async () => {
    const address = newAddress();
    let lost = true;
    const log = {
      ...home.log,
      append: async (commit: Commit) => {
        const result = await home.log.append(commit);
        // the SDK repeats a request whose answer did not come: the second try meets the first one's commit
        return lost ? ((lost = false), home.log.append(commit)) : result;
      },
    };
    const outcome = await home.storeWith({ log }).execute(counter, address, context('lost-answer'), count());
    expect(outcome).toMatchObject({ number: 1, state: { total: 1 } });
    expect(await all(address)).toHaveLength(1);
  });

  it('sixteen writers with fifty commands each: 800 facts, no gap, the chain verified', async () => {
    const address = newAddress();
    const writer = async (name: number): Promise<void> => {
      for (let n = 0; n < 50; n += 1) {
        const command = context(`writer-${name}-${n}`);
        for (let done = false; !done;)
          done = await home.store
            .execute(counter, address, command, count())
            .then(() => true)
            .catch((error: unknown) => {
              if (!(error instanceof ConcurrentModification)) throw error;
              return false;
            });
      }
    };
    await Promise.all(Array.from({ length: 16 }, (_, name) => writer(name)));
    const commits = await all(address);
    expect(commits.map(({ number }) => number)).toEqual(Array.from({ length: 800 }, (_, index) => index + 1));
    expect(new Set(commits.map(({ command }) => command)).size).toBe(800);
    expect((await home.store.load(counter, address)).state.total).toBe(800);
    expect(await verifyChain(commits)).toMatchObject({ commits: 800, erased: 0 });
  }, 60_000);

  it('newest reads backwards, in pages', async () => {
    const address = newAddress();
    for (let n = 0; n < 5; n += 1) await execute(address);
    const numbers = async (options: { limit: number; below?: number }) =>
      (await home.log.newest(address, options)).map(({ number }) => number);
    expect(await numbers({ limit: 2 })).toEqual([5, 4]);
    expect(await numbers({ limit: 2, below: 4 })).toEqual([3, 2]);
    expect(await numbers({ limit: 9, below: 2 })).toEqual([1]);
  });

  it('a stream whose name begins like another is not mixed up with it', async () => {
    const address = newAddress();
    const longer = { ...address, stream: `${address.stream}-longer` };
    await execute(address, count(1));
    await execute(longer, count(2));
    expect((await home.store.load(counter, address)).state.total).toBe(1);
    expect(await all(address)).toHaveLength(1);
    expect(await Array.fromAsync(home.log.readSubject(address.subject))).toHaveLength(2);
  });

  it("another person's stream of the same name is another stream", async () => {
    const mine = newAddress();
    const theirs = { ...newAddress(), stream: mine.stream };
    await execute(mine, count(7));
    expect(await home.store.load(counter, theirs)).toMatchObject({ number: 0 });
  });

  it('the ledger shows headers by time, and no body', async () => {
    const address = newAddress();
    const at = '2031-05-06T07:08:09.000Z';
    const store = home.storeWith({ now: () => at });
    await store.execute(counter, address, context('in-the-ledger'), count());
    const day = { from: '2031-05-06T00:00:00.000Z', to: '2031-05-06T23:59:59.999Z' };
    const headers = await Array.fromAsync(home.log.ledger(day));
    const { body: _body, ...header } = (await home.log.get(address, 1))!;
    expect(headers).toEqual([header]);
    const before = { from: '2031-05-06T00:00:00.000Z', to: '2031-05-06T07:08:08.999Z' };
    expect(await Array.fromAsync(home.log.ledger(before))).toEqual([]);
  });

  it('time never runs backwards within a stream', async () => {
    const address = newAddress();
    await home.storeWith({ now: () => '2031-01-01T00:00:10.000Z' }).execute(counter, address, context(), count());
    const late = home.storeWith({ now: () => '2031-01-01T00:00:00.000Z' });
    expect((await late.execute(counter, address, context(), count())).at).toBe('2031-01-01T00:00:10.000Z');
  });

  it('what is too large to record is refused, and nothing is appended', async () => {
    const address = newAddress();
    const large = execute(address, count(1, 'x'.repeat(100_001)));
    await expect(large).rejects.toMatchObject({ name: 'InvalidInput', facts: { limit: 100_000 } });
    expect(await all(address)).toEqual([]);
  });

  it('an erased commit still verifies, and cannot be read again', async () => {
    const address = newAddress();
    await execute(address, count(3, 'a secret'));
    await execute(address, count(4));
    await home.vault.shred(address, 'request-1', '2026-02-01T00:00:00.000Z');
    await home.log.removeBody(address, 1);
    await home.log.removeBody(address, 2);
    await home.log.removeBody(address, 2);
    const commits = await all(address);
    expect(commits.map(({ body }) => body)).toEqual([undefined, undefined]);
    expect(await verifyChain(commits)).toMatchObject({ commits: 2, erased: 2 });
    expect(await home.vault.erasedBy(address)).toBe('request-1');
    await expect(home.store.load(counter, address)).rejects.toMatchObject({ name: 'NotFound', request: 'request-1' });
    await expect(execute(address)).rejects.toMatchObject({ name: 'NotFound' });
  });

  describe('a stream that begins anew after its erasure', () => {
    const lasting = { ...counter, beginsAnewAfterErasure: true as const };
    const execute = (address: StreamAddress, decide = count(), commandId?: string) =>
      home.store.execute(lasting, address, context(commandId), decide);

    /** Two facts of an old life, and the erasure of both. */
    const erased = async (): Promise<StreamAddress> => {
      const address = newAddress();
      await execute(address, count(3, 'an old secret'), 'of-the-old-life');
      await execute(address, count(4));
      await home.vault.shred(address, 'request-1', '2026-02-01T00:00:00.000Z');
      await home.log.removeBody(address, 1);
      await home.log.removeBody(address, 2);
      return address;
    };

    it('is empty again, and its numbers go on', async () => {
      const address = await erased();
      expect(await home.store.load(lasting, address)).toMatchObject({ state: { total: 0 }, number: 2, anew: true });
      expect(await execute(address, count(5))).toMatchObject({ number: 3, state: { total: 5 } });
      expect(await execute(address, count(6))).toMatchObject({ number: 4, state: { total: 11 } });
      expect(await home.storeWith({}).load(lasting, address)).toMatchObject({ state: { total: 11 }, number: 4 });
    });

    it('tells of its new life only, and folds only that', async () => {
      const address = await erased();
      await execute(address, count(5));
      await execute(address, count(6));
      const opened = await Array.fromAsync(home.store.history(lasting, address));
      expect(opened.map(({ commit, state }) => [commit.number, state.total])).toEqual([
        [3, 5],
        [4, 11],
      ]);
      const reshaped = { ...lasting, fold: 2 };
      expect((await home.storeWith({}).load(reshaped, address)).state).toEqual({ total: 11 });
    });

    it('has one chain over both lives, and the old one is erased, not damaged', async () => {
      const address = await erased();
      await execute(address);
      const commits = await all(address);
      expect(await verifyChain(commits)).toMatchObject({ commits: 3, erased: 2 });
      expect(await home.vault.erasedBy(address)).toBe('request-1');
      const old = home.store.open(lasting, commits[0]!);
      await expect(old).rejects.toMatchObject({ name: 'NotFound', request: 'request-1' });
    });

    it('opens nothing of the old life with the new key, even where a body is left', async () => {
      const address = newAddress();
      await execute(address, count(3, 'an old secret'));
      const [left] = await all(address);
      await home.vault.shred(address, 'request-1', '2026-02-01T00:00:00.000Z');
      await execute(address);
      await expect(home.store.open(lasting, left!)).rejects.toMatchObject({ name: 'NotFound', request: 'request-1' });
    });

    it('does not take a command of the old life for one of the new', async () => {
      const address = await erased();
      await expect(execute(address, count(), 'of-the-old-life')).rejects.toMatchObject({ name: 'NotFound' });
      expect(await all(address)).toHaveLength(2);
    });

    it('a request that comes again, or an older one, spares the new life; a newer one ends it', async () => {
      const address = await erased();
      await execute(address, count(5));
      expect(await home.vault.shred(address, 'request-1', '2026-02-01T00:00:00.000Z')).toBe(false);
      expect(await home.vault.shred(address, 'request-0', '2026-01-31T00:00:00.000Z')).toBe(false);
      expect((await home.storeWith({}).load(lasting, address)).state.total).toBe(5);
      expect(await home.vault.shred(address, 'request-2', '2026-03-01T00:00:00.000Z')).toBe(true);
      expect(await home.vault.shred(address, 'request-2', '2026-03-01T00:00:00.000Z')).toBe(false);
      expect(await home.vault.erasedBy(address)).toBe('request-2');
      expect((await home.storeWith({}).load(lasting, address)).state.total).toBe(0);
    });

    it('that two begin anew at once is one life with one key', async () => {
      const address = await erased();
      await Promise.all([execute(address, count(5)), execute(address, count(6)), execute(address, count(7))]);
      expect((await home.storeWith({}).load(lasting, address)).state.total).toBe(18);
      expect(await verifyChain(await all(address))).toMatchObject({ commits: 5, erased: 2 });
    });
  });

  it('names the streams of a person', async () => {
    const address = newAddress();
    await execute(address);
    await execute(address);
    await execute({ ...address, stream: 'counter/0' });
    await execute({ ...address, stream: 'counters' });
    expect(await home.store.streams(address.subject)).toEqual(['counter/0', address.stream, 'counters']);
    expect(await home.store.streams(address.subject, 'counter')).toEqual(['counter/0', address.stream]);
    expect(await home.store.streams(address.subject, 'privacy')).toEqual([]);
  });

  it('removing the body of a commit that is not there makes no commit', async () => {
    const address = newAddress();
    await home.log.removeBody(address, 1);
    expect(await all(address)).toEqual([]);
  });

  it('a body without a tombstone is damage, not erasure', async () => {
    const address = newAddress();
    await execute(address);
    await home.log.removeBody(address, 1);
    await expect(home.store.load(counter, address)).rejects.toMatchObject({ name: 'Corrupted', facts: { number: 1 } });
  });
});

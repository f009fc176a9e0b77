/** The redactor on the real engine: what goes, what stays, what a failure in the middle leaves, what a repeat does. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account, accountStream, closeAccount, openAccount } from '../../events/account/index.ts';
import { verifyChain } from '../../events/core/chain.ts';
import type { AnyEvent, StreamModel } from '../../events/core/decider.ts';
import type { StreamAddress } from '../../events/core/commit.ts';
import { addVehicle, garage, garageStream } from '../../events/garage/index.ts';
import type { SessionListStore } from '../../events/projections/ports.ts';
import { deleteSession, session, sessionStream, startTurn } from '../../events/session/index.ts';
import { createDynamoDBSessionList } from '../../functions/adapters/dynamodb/session-list-store.ts';
import { createDynamoDBSessionRowEraser } from '../../functions/adapters/dynamodb/session-row-eraser.ts';
import { eraseStream } from '../../functions/erase/erase-stream.ts';
import { eraseSubject } from '../../functions/erase/erase-subject.ts';
import type { EraseParts } from '../../functions/erase/ports.ts';
import type { BlobStore } from '../../functions/uploads/ports.ts';
import { uploadKey, uploadsOf } from '../../functions/uploads/keys.ts';
import { projectInto } from '../../functions/views/project.ts';
import { createLocalBlobs } from '../../infra/local/blobs/index.ts';
import { StorageUnavailable } from '../../schemas/errors.ts';
import { PNG } from '../support/files.ts';
import { engineHome, type Home } from '../support/stores.ts';

let home: Home;
const dataDir = mkdtempSync(join(tmpdir(), 'dixon-erase-'));
let sessions: SessionListStore;
let parts: EraseParts;
let user: string;
let id: string;
beforeAll(async () => {
  home = await engineHome();
  sessions = createDynamoDBSessionList(home.client!, 'views', home.vault);
  parts = {
    log: home.log,
    redactor: home.log,
    shredder: home.vault,
    rows: createDynamoDBSessionRowEraser(home.client!, 'views'),
    blobs: createLocalBlobs({ dataDir, now: () => new Date().toISOString() }),
  };
});
afterAll(async () => {
  await home.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(() => {
  user = `user-${randomUUID()}`;
  id = randomUUID();
});

const execute = <S, E extends AnyEvent>(
  model: StreamModel<S, E>,
  address: StreamAddress,
  ...wishes: ((state: S, at: string) => E[])[]
) =>
  wishes.reduce(async (before: Promise<unknown>, wish) => {
    await before;
    const context = { commandId: randomUUID(), actor: { kind: 'person' as const, id: user }, correlation: 'c' };
    return home.store.execute(model, address, context, wish);
  }, Promise.resolve());

const tip = async (address: StreamAddress) => (await home.log.newest(address, { limit: 1 }))[0]!;
const commitsOf = (address: StreamAddress) => Array.fromAsync(home.log.read(address));
const bodiesOf = async (subject: string) =>
  (await Array.fromAsync(home.log.readSubject(subject))).filter(({ body }) => body).length;

const say = (message: string) => startTurn({ turnId: randomUUID(), message, mayBegin: true });

/** Everything of the person is projected once more, as a late delivery would. */
const project = async (subject: string) => {
  for await (const commit of home.log.readSubject(subject)) await projectInto({ store: home.store, sessions })(commit);
};

/** Sends a file to a session; who sends, and whether anybody attaches it, makes no difference here. */
const upload = async (subject: string, sessionId: string) => {
  const key = uploadKey(subject, sessionId, randomUUID());
  await (parts.blobs as BlobStore).write(key, PNG, 'image/png');
  return key;
};
const uploadsIn = (prefix: string) => Array.fromAsync(parts.blobs.list(prefix), ({ key }) => key);

const counted = (keys: number, bodies: number, rows: number, uploads = 0) => ({
  keys: { found: keys, removed: keys },
  bodies: { found: bodies, removed: bodies },
  rows: { found: rows, removed: rows },
  uploads: { found: uploads, removed: uploads },
});

/** The parts, one of whose steps fails the first `times` times. */
const failing = (step: 'shred' | 'body' | 'row' | 'list' | 'file', times = 1): EraseParts => {
  let left = times;
  const fail = async () => {
    left -= 1;
    if (left >= 0) throw new StorageUnavailable('test');
  };
  return {
    ...parts,
    shredder: {
      ...parts.shredder,
      shred: async (...args) => (step === 'shred' && (await fail()), parts.shredder.shred(...args)),
    },
    redactor: {
      removeBody: async (...args) => (step === 'body' && (await fail()), parts.redactor.removeBody(...args)),
    },
    rows: { erase: async (...args) => (step === 'row' && (await fail()), parts.rows.erase(...args)) },
    blobs: {
      list: async function* (prefix) {
        if (step === 'list') await fail();
        yield* parts.blobs.list(prefix);
      },
      remove: async (keys) => (step === 'file' && (await fail()), parts.blobs.remove(keys)),
    },
  };
};

describe('a session that was deleted', () => {
  const deleted = async () => {
    const address = sessionStream(user, id);
    await execute(session, address, say('My brakes are squealing'));
    await project(user);
    await execute(session, address, deleteSession);
    const { at } = await tip(address);
    return { address, wish: { ...address, request: `session/${id}#0000000002.0`, at } };
  };

  it('goes: its key, its bodies, its row, its files; and its chain still verifies', async () => {
    const { address, wish } = await deleted();
    await upload(user, id);
    await upload(user, id);
    expect(await eraseStream(parts)(wish)).toEqual(counted(1, 2, 1, 2));
    expect(await uploadsIn(uploadsOf(user, id))).toEqual([]);
    expect(await verifyChain(await commitsOf(address))).toMatchObject({ commits: 2, erased: 2 });
    expect(await home.vault.erasedBy(address)).toBe(wish.request);
    await expect(home.store.load(session, address)).rejects.toMatchObject({ name: 'NotFound', request: wish.request });
    expect(await sessions.get(user, id)).toMatchObject({ status: 'DELETED' });
    expect((await sessions.list(user, { limit: 10 })).rows).toEqual([]);
  });

  it('goes once: a second delivery finds nothing', async () => {
    const { wish } = await deleted();
    await eraseStream(parts)(wish);
    expect(await eraseStream(parts)(wish)).toEqual(counted(0, 0, 0));
  });

  it('does not come back with a commit that is delivered late', async () => {
    const { address, wish } = await deleted();
    const [first] = await commitsOf(address);
    const late = { ...home.store, open: async () => Promise.reject(new Error('must not be asked')) };
    const opened = await home.store.open(session, first!);
    await eraseStream(parts)(wish);
    // as an instance that still remembers the key would see it
    await projectInto({ store: { ...late, open: async () => opened as never }, sessions })(first!);
    expect(await sessions.get(user, id)).toMatchObject({ status: 'DELETED' });
  });

  it('leaves the files of whoever has a session of the same id alone', async () => {
    const { wish } = await deleted();
    await upload(user, id);
    const theirs = await upload('user-who-claimed-it', id);
    expect(await eraseStream(parts)(wish)).toMatchObject({ uploads: { found: 1 } });
    expect(await uploadsIn(`uploads/${id}/`)).toEqual([theirs]);
  });

  it.each(['shred', 'body', 'row', 'list', 'file'] as const)(
    'goes though the step "%s" failed at first',
    async (step) => {
      const { address, wish } = await deleted();
      await upload(user, id);
      const faulty = failing(step);
      await expect(eraseStream(faulty)(wish)).rejects.toMatchObject({ name: 'StorageUnavailable' });
      await eraseStream(faulty)(wish);
      expect(await bodiesOf(user)).toBe(0);
      expect(await verifyChain(await commitsOf(address))).toMatchObject({ commits: 2, erased: 2 });
      expect(await sessions.get(user, id)).toMatchObject({ status: 'DELETED' });
      expect(await home.vault.erasedBy(address)).toBe(wish.request);
      expect(await uploadsIn(uploadsOf(user, id))).toEqual([]);
    },
  );

  it('leaves the person’s other sessions alone', async () => {
    const { wish } = await deleted();
    const other = sessionStream(user, randomUUID());
    await execute(session, other, say('Something else'));
    await eraseStream(parts)(wish);
    expect((await home.store.load(session, other)).state).toMatchObject({ status: 'active' });
  });
});

const honda = { basic: { year: 2024, make: 'Honda', model: 'Civic' } };

describe('a person who cleared everything', () => {
  /** An account, a vehicle, two sessions with three commits, a file, and the wish: 6 bodies, 5 keys, 2 rows, 1 file. */
  const closed = async () => {
    await execute(account, accountStream(user), openAccount('registered'));
    await execute(garage, garageStream(user), addVehicle(randomUUID(), honda));
    await execute(session, sessionStream(user, id), say('My brakes are squealing'));
    await execute(session, sessionStream(user, randomUUID()), say('It does not start'));
    await upload(user, id);
    await project(user);
    await execute(account, accountStream(user), closeAccount);
    const { at, number } = await tip(accountStream(user));
    return { subject: user, request: 'account#0000000002.0', at, number };
  };

  it('is gone: every key, body and row; every chain still verifies', async () => {
    const wish = await closed();
    expect(await eraseSubject(parts)(wish)).toEqual(counted(5, 5, 2, 1));
    expect(await uploadsIn(`uploads/${id}/`)).toEqual([]);
    expect(await bodiesOf(user)).toBe(0);
    for (const stream of await home.store.streams(user)) {
      const commits = await commitsOf({ subject: user, stream });
      expect(await verifyChain(commits)).toMatchObject({ commits: commits.length, erased: commits.length });
      expect(await home.vault.erasedBy({ subject: user, stream })).toBe(wish.request);
    }
    expect((await sessions.list(user, { limit: 10 })).rows).toEqual([]);
    expect(await eraseSubject(parts)(wish)).toEqual(counted(0, 0, 0));
  });

  it.each([
    ['shred', 1],
    ['shred', 4],
    ['body', 1],
    ['body', 3],
    ['row', 1],
    ['list', 2],
    ['file', 1],
  ] as const)('is gone though the step "%s" failed %i times at first', async (step, times) => {
    const wish = await closed();
    const faulty = failing(step, times);
    let done;
    for (let tries = 0; !done && tries < 9; tries += 1) done = await eraseSubject(faulty)(wish).catch(() => undefined);
    expect(done).toBeDefined();
    expect(await bodiesOf(user)).toBe(0);
    expect((await sessions.list(user, { limit: 10 })).rows).toEqual([]);
    expect(await home.vault.erasedBy(accountStream(user))).toBe(wish.request);
    expect(await uploadsIn(`uploads/${id}/`)).toEqual([]);
  });

  it('cannot begin anew before everything old is erased', async () => {
    await closed();
    const again = execute(account, accountStream(user), openAccount('registered'));
    await expect(again).rejects.toMatchObject({ name: 'ConcurrentModification', recoverable: true });
  });

  it('may come back, and a late delivery of the old wish spares the new life', async () => {
    const wish = await closed();
    await eraseSubject(parts)(wish);
    await execute(account, accountStream(user), openAccount('registered'));
    await execute(garage, garageStream(user), addVehicle(randomUUID(), honda));
    const address = sessionStream(user, randomUUID());
    await execute(session, address, say('Hello again'));
    await project(user);
    expect(await eraseSubject(parts)(wish)).toEqual(counted(0, 0, 0));
    expect((await home.store.load(garage, garageStream(user))).state.vehicles).toHaveLength(1);
    expect((await sessions.list(user, { limit: 10 })).rows).toHaveLength(1);
    expect((await home.store.load(session, address)).state).toMatchObject({ status: 'active' });
  });

  it('and comes back and goes again is gone again', async () => {
    await eraseSubject(parts)(await closed());
    await execute(account, accountStream(user), openAccount('registered'), closeAccount);
    const { at, number } = await tip(accountStream(user));
    const second = { subject: user, request: 'account#0000000004.0', at, number };
    expect(await eraseSubject(parts)(second)).toEqual(counted(1, 2, 0));
    expect(await home.vault.erasedBy(accountStream(user))).toBe(second.request);
    expect(await bodiesOf(user)).toBe(0);
  });

  it('takes what a command wrote while the erasure was under way', async () => {
    const wish = await closed();
    let late = true;
    const rows: EraseParts['rows'] = {
      erase: async (...args) => {
        if (late) {
          late = false;
          await execute(session, sessionStream(user, randomUUID()), say('I was on my way'));
        }
        return parts.rows.erase(...args);
      },
    };
    await eraseSubject({ ...parts, rows })(wish);
    expect(await bodiesOf(user)).toBe(0);
  });

  it('with 2,000 commits is gone in a few seconds', async () => {
    await execute(account, accountStream(user), openAccount('registered'), closeAccount);
    for (let n = 0; n < 20; n += 1) {
      const titles = Array.from({ length: 99 }, (_, k) => () => [
        { type: 'SessionTitled' as const, title: `t${k}`, by: 'person' as const },
      ]);
      await execute(session, sessionStream(user, randomUUID()), say('Once more'), ...titles);
    }
    const { at, number } = await tip(accountStream(user));
    const started = performance.now();
    const done = await eraseSubject(parts)({ subject: user, request: 'account#0000000002.0', at, number });
    expect(done.bodies).toEqual({ found: 2_002, removed: 2_002 });
    expect(performance.now() - started).toBeLessThan(20_000);
  }, 60_000);
});

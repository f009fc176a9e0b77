/** A session that was deleted: its key, its bodies, its row, its files, and every export that may hold it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyChain } from '../../../events/core/chain.ts';
import { deleteSession, session, sessionStream } from '../../../events/session/index.ts';
import { verify } from '../../../functions/erase/verify.ts';
import { exportsOf } from '../../../functions/shared/exports/keys.ts';
import { uploadsOf } from '../../../functions/shared/uploads/keys.ts';
import type { ErasureWork } from '../../../workflows/erase-data/contract.ts';
import { carryOut } from '../../support/carry-out.ts';
import { places, type Around } from '../../support/erasing.ts';

describe.each(places)('a deleted session, %s', (_name, start) => {
  let home: Around;
  let user: string;
  let id: string;
  let work: ErasureWork;
  beforeAll(async () => {
    home = await start();
  });
  afterAll(() => home.stop());
  beforeEach(async () => {
    user = `user-${randomUUID()}`;
    id = randomUUID();
    work = { kind: 'session', subject: user, request: randomUUID(), at: '2026-01-23T10:00:00.000Z', sessionId: id };
    await home.say(user, id, 'My brakes are squealing');
    await home.act(session, sessionStream(user, id), deleteSession);
  });

  const filesIn = (prefix: string) => Array.fromAsync(home.parts.blobs.list(prefix), ({ key }) => key);

  it('goes with all that is its own, and its chain still verifies and names the request', async () => {
    await home.upload(user, id);
    await home.upload(user, id);
    await home.putExport(user);
    const all = { keys: 1, bodies: 2, rows: 1, uploads: 2, exports: 1 };
    const done = await carryOut(home.parts, work);
    expect(done).toEqual({ found: all, removed: all, left: [], advances: [2], passes: 1 });

    const address = sessionStream(user, id);
    const commits = await Array.fromAsync(home.log.read(address));
    expect(await verifyChain(commits)).toMatchObject({ commits: 2, erased: 2 });
    expect(await home.vault.erasedBy(address)).toBe(work.request);
    await expect(home.store.load(session, address)).rejects.toMatchObject({ name: 'NotFound', request: work.request });
    expect(await home.parts.rows.shown(user)).toEqual([]);
    expect(await filesIn(uploadsOf(user, id))).toEqual([]);
    expect(await filesIn(exportsOf(user))).toEqual([]);
  });

  it('goes once: a repeat finds nothing', async () => {
    await carryOut(home.parts, work);
    const again = await carryOut(home.parts, { ...work, request: randomUUID() });
    expect(again).toEqual({ found: {}, removed: {}, left: [], advances: [0], passes: 1 });
    expect(await home.vault.erasedBy(sessionStream(user, id))).toBe(work.request);
  });

  it('leaves everything else of the person alone: other sessions, counters, mails, the sign-in', async () => {
    const other = randomUUID();
    await home.say(user, other, 'Something else');
    const kept = await home.upload(user, other);
    await home.count(user, 'messages');
    await home.mail(user);
    home.signUp(user);
    const { found, removed } = await carryOut(home.parts, work);
    expect([found, removed]).toEqual([
      { keys: 1, bodies: 2, rows: 1 },
      { keys: 1, bodies: 2, rows: 1 },
    ]);
    expect((await home.store.load(session, sessionStream(user, other))).state).toMatchObject({ status: 'active' });
    expect(await home.parts.rows.shown(user)).toEqual([other]);
    expect(await filesIn(uploadsOf(user, other))).toEqual([kept]);
    expect(await home.parts.counters.count(user)).toBe(1);
    expect(await home.parts.mails.count(user)).toBe(1);
    expect(await home.parts.signIns.exists(user)).toBe(true);
  });

  it('leaves the files of whoever has a session of the same id alone', async () => {
    await home.upload(user, id);
    const theirs = await home.upload('user-who-claimed-it', id);
    expect((await carryOut(home.parts, work)).removed).toMatchObject({ uploads: 1 });
    expect(await filesIn(`uploads/${id}/`)).toEqual([theirs]);
  });

  it('does not come back into the list with a commit that is delivered late', async () => {
    await carryOut(home.parts, work);
    await home.showRow(user, id);
    expect(await home.parts.rows.shown(user)).toEqual([]);
  });

  it('is said to be there still as long as something of it is', async () => {
    await home.upload(user, id);
    expect((await verify(home.parts)(work)).left).toEqual([
      { store: 'keys', left: 1 },
      { store: 'bodies', left: 2 },
      { store: 'rows', left: 1 },
      { store: 'uploads', left: 1 },
    ]);
  });
});

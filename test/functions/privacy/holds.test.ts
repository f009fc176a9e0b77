/** SPEC N3: what is held waits, says so, and goes on by itself. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holds, holdsStream, placeHold, releaseHold } from '../../../events/holds/index.ts';
import type { HoldScope, PrivacyWish } from '../../../schemas/privacy.ts';
import { requested } from '../../support/compliance.ts';
import { privacyBooks, type Books } from '../../support/privacy.ts';

let books: Books;
let user: string;
beforeAll(async () => {
  books = await privacyBooks();
});
afterAll(() => books.stop());
beforeEach(() => {
  user = `user-${randomUUID()}`;
});

const hold = async (holdId: string, scope: HoldScope = { what: 'account' }) =>
  books.act(holds, holdsStream(user), placeHold({ holdId, scope, reason: 'A claim.', by: 'user-compliance' }));
const release = async (holdId: string) => books.act(holds, holdsStream(user), releaseHold(holdId, 'Settled.'));
const sessionWish = (sessionId: string): PrivacyWish => ({ kind: 'erasure', scope: { what: 'session', sessionId } });

const check = (requestId: string, other = {}) => books.task('CheckHold', { subject: user, requestId }, other);
const resume = (commit: object) => books.task('ResumeHeld', commit);
const statusOf = async (requestId: string) => (await books.requestOf(user, requestId)).status;

describe('an erasure', () => {
  it('goes on where nothing is held', async () => {
    const requestId = await requested(books.store, user);
    expect(await check(requestId)).toEqual({ held: false });
    expect(await statusOf(requestId)).toBe('confirmed');
  });

  it('waits under a hold, and names it', async () => {
    const [requestId, holdId] = [await requested(books.store, user), randomUUID()];
    await hold(holdId);
    expect(await check(requestId)).toEqual({ held: true });
    expect(await check(requestId)).toEqual({ held: true });
    expect(await books.requestOf(user, requestId)).toMatchObject({ status: 'held', holdId });
  });

  it('of another session than the one that is held does not wait', async () => {
    const requestId = await requested(books.store, user, sessionWish(randomUUID()));
    await hold(randomUUID(), { what: 'session', sessionId: randomUUID() });
    expect(await check(requestId)).toEqual({ held: false });
  });

  it('that has ended does not wait: it was over before the hold came', async () => {
    const requestId = await requested(books.store, user);
    await books.task('Complete', { subject: user, requestId, left: [] });
    await hold(randomUUID());
    expect(await check(requestId)).toEqual({ held: false });
    expect(await statusOf(requestId)).toBe('erased');
  });
});

describe('a hold that is released', () => {
  it('lets everything go on that waited for it, once', async () => {
    const ids = [await requested(books.store, user), await requested(books.store, user, sessionWish(randomUUID()))];
    const holdId = randomUUID();
    await hold(holdId);
    for (const id of ids) await check(id);
    const released = await release(holdId);

    expect(await resume(released)).toEqual({ resumed: 2 });
    expect(await resume(released)).toEqual({ resumed: 0 });
    expect(await Promise.all(ids.map(statusOf))).toEqual(['confirmed', 'confirmed']);
  });

  it('lets nothing go on that another hold keeps, and the request names that one', async () => {
    const requestId = await requested(books.store, user);
    const [first, second] = [randomUUID(), randomUUID()];
    await hold(first);
    await hold(second);
    await check(requestId);
    expect(await resume(await release(first))).toEqual({ resumed: 0 });
    expect(await books.requestOf(user, requestId)).toMatchObject({ status: 'held', holdId: second });
    expect(await resume(await release(second))).toEqual({ resumed: 1 });
  });

  it('leaves alone what failed, and what never waited', async () => {
    const [failed, waiting] = [await requested(books.store, user), await requested(books.store, user)];
    await books.task('Fail', { subject: user, requestId: failed, error: 'StorageUnavailable' });
    const holdId = randomUUID();
    await hold(holdId);
    expect(await resume(await release(holdId))).toEqual({ resumed: 0 });
    expect([await statusOf(failed), await statusOf(waiting)]).toEqual(['failed', 'confirmed']);
  });

  it('while the request was about to wait for it forgets no one', async () => {
    const [requestId, holdId] = [await requested(books.store, user), randomUUID()];
    await hold(holdId);
    // the release comes after the hold was read, and before it is on record that the request waits
    const store: typeof books.store = {
      ...books.store,
      execute: async (...args) => {
        const released = await release(holdId);
        await resume(released);
        return books.store.execute(...args);
      },
    };
    expect(await check(requestId, { store })).toEqual({ held: true });
    expect(await statusOf(requestId)).toBe('confirmed');
  });
});

describe('a hold that comes after CheckHold', () => {
  it('is heeded by Begin: nothing is begun, nobody is alarmed, and the release resumes it', async () => {
    const [requestId, holdId] = [await requested(books.store, user), randomUUID()];
    const which = { subject: user, requestId };
    await check(requestId);
    await hold(holdId);
    const entered = (await books.entries()).length;
    await expect(books.task('Begin', which)).rejects.toMatchObject({ name: 'PermissionDenied' });
    expect(await books.entries()).toHaveLength(entered);

    const noticed = books.notices.length;
    expect(await books.task('Fail', { ...which, error: 'PermissionDenied' })).toEqual({ status: 'held' });
    expect(books.notices).toHaveLength(noticed);
    expect(await resume(await release(holdId))).toEqual({ resumed: 1 });
  });
});

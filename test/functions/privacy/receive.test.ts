/** Whether a job may begin, what a restored copy of the tables makes of it, and what becomes of one that gives up. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holdRequest, openRequest, privacy, privacyStream, refuseRequest } from '../../../events/privacy/index.ts';
import { onRequest, requested } from '../../support/compliance.ts';
import { privacyBooks, type Books } from '../../support/privacy.ts';

let books: Books;
let user: string;
beforeAll(async () => {
  books = await privacyBooks();
});
afterAll(() => books.stop());
beforeEach(() => {
  user = `user-${randomUUID()}`;
  books.notices.length = 0;
});

const SCOPE = { what: 'account' as const };
const receive = (requestId: string, more: object = {}) => books.task('Receive', { subject: user, requestId, ...more });
const fail = (requestId: string, error = 'TimeoutError') => books.task('Fail', { subject: user, requestId, error });
const complete = (requestId: string) => books.task('Complete', { subject: user, requestId, left: [] });
const refused = async () => {
  const requestId = await requested(books.store, user);
  await onRequest(books.store, user, requestId, refuseRequest('legal-claims'));
  return requestId;
};

describe('a job', () => {
  it('goes for a request that is confirmed, and for no other', async () => {
    const requestId = await requested(books.store, user);
    expect(await receive(requestId)).toEqual({ go: true });
    await fail(requestId);
    expect(await receive(requestId)).toEqual({ go: false });
    expect(await receive(await refused())).toEqual({ go: false });
    expect(await receive(randomUUID())).toEqual({ go: false });
  });

  it('does not go before it is sure who asks', async () => {
    const requestId = randomUUID();
    await onRequest(books.store, user, requestId, openRequest({ wish: { kind: 'export' }, via: 'api' }));
    expect(await receive(requestId)).toEqual({ go: false });
  });

  it('that ended, and died before its receipt was filed, has it filed when it is run again', async () => {
    const requestId = await requested(books.store, user);
    const receipts = {
      ...books.parts.receipts,
      file: async () => {
        throw new Error('died');
      },
    };
    await expect(books.task('Complete', { subject: user, requestId, left: [] }, { receipts })).rejects.toThrow('died');
    expect(await books.parts.receipts.read(requestId)).toBeUndefined();
    expect(await receive(requestId)).toEqual({ go: false });
    expect(await books.parts.receipts.read(requestId)).toContain(requestId);
  });
});

describe('in a restored copy of the tables', () => {
  const restored = () => ({ restored: { scope: SCOPE, at: '2026-01-01T10:00:00.000Z' } });

  it('a request that is not in it is opened, on an operator’s word', async () => {
    const requestId = randomUUID();
    expect(await receive(requestId, restored())).toEqual({ go: true });
    expect(await receive(requestId, restored())).toEqual({ go: true });
    expect(await books.requestOf(user, requestId)).toMatchObject({
      status: 'confirmed',
      wish: { kind: 'erasure', scope: SCOPE },
      via: 'compliance',
      confirmedBy: 'operator',
    });
  });

  it.each([
    ['was waiting for a hold', (id: string) => onRequest(books.store, user, id, holdRequest(randomUUID()))],
    ['had failed', (id: string) => fail(id)],
  ])('one that %s goes on', async (_what, before) => {
    const requestId = await requested(books.store, user);
    await before(requestId);
    expect(await receive(requestId, restored())).toEqual({ go: true });
    expect(await books.requestOf(user, requestId)).toMatchObject({ status: 'confirmed', confirmedBy: 'login' });
  });

  it('one that was erased is erased again, and keeps its receipt', async () => {
    const requestId = await requested(books.store, user);
    await complete(requestId);
    const before = await books.requestOf(user, requestId);
    expect(await receive(requestId, restored())).toEqual({ go: true });
    const stores = [{ store: 'keys' as const, found: 3, removed: 3 }];
    await books.task('RecordFound', { subject: user, requestId, stores });
    await books.task('RecordRemoved', { subject: user, requestId, stores });
    await books.task('RecordAdvance', { subject: user, requestId, removed: 3 });
    await complete(requestId);
    expect(await books.requestOf(user, requestId)).toEqual(before);
  });

  it('one that was refused after it had begun stays refused', async () => {
    const requestId = await refused();
    expect(await receive(requestId, restored())).toEqual({ go: false });
  });
});

describe('a job that gives up', () => {
  const at = expect.any(String);

  it('leaves the first step that is not done, and administrators hear its name', async () => {
    const requestId = await requested(books.store, user);
    const which = { subject: user, requestId };
    const stores = ['keys', 'bodies', 'exports'].map((store) => ({ store, found: 1, removed: 1 }));
    const nothing = ['rows', 'uploads', 'counters', 'outbox', 'sign-in'].map((store) => ({ store, found: 0 }));
    await books.task('RecordFound', { ...which, stores: [...stores, ...nothing] });
    await books.task('RecordRemoved', { ...which, stores: stores.slice(0, 2) });
    expect(await fail(requestId)).toEqual({ status: 'failed' });
    expect(await books.requestOf(user, requestId)).toMatchObject({ step: 'exports', error: 'TimeoutError' });
    expect(books.notices).toEqual([{ operation: 'erase-data', failure: 'TimeoutError', request: requestId, at }]);
  });

  it('has taken everything and was not sure of it: it gave up when it read again', async () => {
    const requestId = await requested(books.store, user);
    const which = { subject: user, requestId };
    const all = ['keys', 'bodies', 'rows', 'uploads', 'exports', 'counters', 'outbox', 'sign-in'];
    const stores = all.map((store) => ({ store, found: store === 'keys' ? 1 : 0 }));
    await books.task('RecordFound', { ...which, stores });
    await books.task('RecordRemoved', { ...which, stores: [{ store: 'keys', removed: 1 }] });
    await fail(requestId, 'ErasureIncomplete');
    expect(await books.requestOf(user, requestId)).toMatchObject({ step: 'verify' });
  });

  it('says of an export whether it collected or packed', async () => {
    const requestId = await requested(books.store, user, { kind: 'export' });
    await books.task('RecordCollected', { subject: user, requestId, records: 4 });
    await fail(requestId);
    expect(await books.requestOf(user, requestId)).toMatchObject({ step: 'pack' });
    expect(books.notices).toMatchObject([{ operation: 'export-data' }]);
  });

  it('keeps what a failure said out of the books', async () => {
    const requestId = await requested(books.store, user);
    await fail(requestId, 'cannot read Sam’s brakes');
    expect(await books.requestOf(user, requestId)).toMatchObject({ step: 'keys', error: 'Unknown' });
    expect(books.notices).toMatchObject([{ failure: 'Unknown' }]);
  });

  it('tells administrators once more where nobody may have heard it', async () => {
    const requestId = await requested(books.store, user);
    const notify = async () => {
      throw new Error('no bus');
    };
    await expect(books.task('Fail', { subject: user, requestId, error: 'TimeoutError' }, { notify })).rejects.toThrow(
      'no bus',
    );
    expect(await fail(requestId)).toEqual({ status: 'failed' });
    expect(books.notices).toHaveLength(1);
    expect((await books.store.load(privacy, privacyStream(user, requestId))).number).toBe(3);
  });

  it('has ended all the same: it stays ended, and administrators hear of it', async () => {
    const requestId = await requested(books.store, user);
    await complete(requestId);
    expect(await fail(requestId)).toEqual({ status: 'erased' });
    expect(books.notices).toHaveLength(1);
  });
});

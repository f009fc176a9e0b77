/** An export is complete once nothing of what it collected was erased meanwhile; and it always comes to that. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holdRequest, openRequest, refuseRequest } from '../../../events/privacy/index.ts';
import { onRequest, requested } from '../../support/compliance.ts';
import { privacyBooks, type Books } from '../../support/privacy.ts';

let books: Books;
let user: string;
let requestId: string;
beforeAll(async () => {
  books = await privacyBooks();
});
afterAll(() => books.stop());
beforeEach(async () => {
  user = `user-${randomUUID()}`;
  requestId = await requested(books.store, user, { kind: 'export' });
});

const ARCHIVE = { files: 8, bytes: 1_200, sha256: 'ab'.repeat(32) };
const task = (name: string, more: object, id = requestId, other = {}) =>
  books.task(name, { subject: user, requestId: id, ...more }, other);
const complete = async (other = {}) =>
  ((await task('CompleteExport', ARCHIVE, requestId, other)) as { again: boolean }).again;

/** Collect, pack and complete, as the state machine does; what comes while it collects is done by `meanwhile`. */
const round = async (meanwhile: () => Promise<unknown> = async () => {}) => {
  await meanwhile();
  await task('RecordCollected', { records: 4 });
  await task('RecordPacked', { files: 8 });
  return complete();
};
const removed = (id: string, store: string) => task('RecordRemoved', { stores: [{ store, removed: 1 }] }, id);
const erase = async () => {
  const id = await requested(books.store, user);
  await removed(id, 'keys');
  await task('Complete', { left: [] }, id);
};
const stateNow = () => books.requestOf(user, requestId);

describe('an export', () => {
  it('is there for a week, with its size, its hash and a signed receipt', async () => {
    expect(await round()).toBe(false);
    const state = await stateNow();
    expect(state).toMatchObject({ status: 'exported', facts: ARCHIVE });
    const { signedAt, expiresAt } = state.status === 'exported' ? state.facts : { signedAt: '', expiresAt: '' };
    expect(Date.parse(expiresAt) - Date.parse(signedAt)).toBe(7 * 86_400_000);
    expect(await books.parts.receipts.read(requestId)).toContain(ARCHIVE.sha256);
  });

  it('that is completed twice is the same one', async () => {
    await round();
    const state = await stateNow();
    expect(await complete()).toBe(false);
    expect(await stateNow()).toEqual(state);
  });

  it('that a dying process completed and did not file is filed by the next try', async () => {
    const receipts = {
      ...books.parts.receipts,
      file: async () => {
        throw new Error('died');
      },
    };
    await expect(complete({ receipts })).rejects.toThrow('died');
    expect(await complete()).toBe(false);
    expect(await books.parts.receipts.read(requestId)).toContain(requestId);
  });
});

describe('an erasure that comes in between', () => {
  it('has the export collected once more, and once is enough', async () => {
    expect(await round(erase)).toBe(true);
    expect(await stateNow()).toMatchObject({ status: 'confirmed' });
    expect(await round()).toBe(false);
    expect(await stateNow()).toMatchObject({ status: 'exported' });
  });

  it('that goes on has it collected again at every step, until the erasure is over', async () => {
    const id = await requested(books.store, user);
    expect(await round()).toBe(true);
    expect(await round(() => removed(id, 'keys'))).toBe(true);
    expect(await round(() => removed(id, 'exports'))).toBe(true);
    expect(await round(() => task('Complete', { left: [] }, id))).toBe(true);
    expect(await round()).toBe(false);
  });

  it('was under way before the export was asked for, and counts all the same', async () => {
    const id = await requested(books.store, user);
    await removed(id, 'keys');
    requestId = await requested(books.store, user, { kind: 'export' });
    expect(await round()).toBe(true);
    expect(await round()).toBe(false);
  });

  it('counts for a task that is repeated as well: it says the same until it was collected again', async () => {
    await erase();
    expect(await complete()).toBe(true);
    expect(await complete()).toBe(true);
    await task('RecordCollected', { records: 4 });
    expect(await complete()).toBe(false);
  });

  it('counts for a job that failed over it and is run again', async () => {
    expect(await round(erase)).toBe(true);
    await task('Fail', { error: 'StorageUnavailable' });
    expect(await complete()).toBe(true);
  });
});

describe('nothing has to be collected again for', () => {
  it('an erasure that was over before the export was asked for', async () => {
    await erase();
    requestId = await requested(books.store, user, { kind: 'export' });
    expect(await round()).toBe(false);
  });

  it('an erasure that waits for a hold, was refused, or is not confirmed yet', async () => {
    const held = await requested(books.store, user);
    await onRequest(books.store, user, held, holdRequest(randomUUID()));
    const refused = await requested(books.store, user);
    await onRequest(books.store, user, refused, refuseRequest('legal-claims'));
    const wish = { kind: 'erasure' as const, scope: { what: 'vehicles' as const } };
    await onRequest(books.store, user, randomUUID(), openRequest({ wish, via: 'api' }));
    expect(await round()).toBe(false);
  });

  it('another export, or somebody else’s erasure', async () => {
    await requested(books.store, user, { kind: 'export' });
    await requested(books.store, `user-${randomUUID()}`);
    expect(await round()).toBe(false);
  });
});

/** SPEC N2: what a receipt counts, until when backups matter, and that there is exactly one. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holdRequest } from '../../../events/privacy/index.ts';
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
  requestId = await requested(books.store, user);
});

const task = (name: string, more: object, other = {}) => books.task(name, { subject: user, requestId, ...more }, other);
const found = (stores: Record<string, number>) =>
  task('RecordFound', { stores: Object.entries(stores).map(([store, count]) => ({ store, found: count })) });
const removed = (stores: Record<string, number>) =>
  task('RecordRemoved', { stores: Object.entries(stores).map(([store, count]) => ({ store, removed: count })) });
const complete = (left: object[] = [], other = {}) => task('Complete', { left }, other);
const stateNow = () => books.requestOf(user, requestId);
const storesNow = async () => {
  const state = await stateNow();
  return state.status === 'erased' ? state.receipt.stores : [];
};
const eventsNow = async () =>
  (await Array.fromAsync(books.log.readSubject(user, 'privacy'))).flatMap(({ events }) =>
    events.map(({ type }) => type),
  );

describe('a receipt', () => {
  it('says of each store what was found, removed and left', async () => {
    await found({ keys: 2, bodies: 9, rows: 1 });
    await removed({ keys: 2 });
    await removed({ bodies: 9 });
    await removed({ rows: 1, uploads: 3 });
    expect(await complete()).toEqual({ status: 'erased' });
    expect(await storesNow()).toEqual([
      { store: 'keys', found: 2, removed: 2, left: 0 },
      { store: 'bodies', found: 9, removed: 9, left: 0 },
      { store: 'rows', found: 1, removed: 1, left: 0 },
      { store: 'uploads', found: 3, removed: 3, left: 0 },
    ]);
  });

  it('counts the same for a job that was run again and found less', async () => {
    await found({ bodies: 9 });
    await removed({ bodies: 4 });
    await found({ bodies: 5 });
    await removed({ bodies: 5 });
    await complete();
    expect(await storesNow()).toEqual([{ store: 'bodies', found: 9, removed: 9, left: 0 }]);
  });

  it('says why something is left: it has begun since, or speaks of it in a conversation', async () => {
    await found({ keys: 2, rows: 4 });
    await removed({ keys: 2, rows: 3 });
    await complete([
      { store: 'keys', left: 3, reason: 'begun-since' },
      { store: 'rows', left: 1, reason: 'conversation' },
    ]);
    expect(await storesNow()).toEqual([
      { store: 'keys', found: 2, removed: 2, left: 3, reason: 'begun-since' },
      { store: 'rows', found: 4, removed: 3, left: 1, reason: 'conversation' },
    ]);
  });

  it('is not given while something is left without a reason', async () => {
    await found({ bodies: 2 });
    const left = [{ store: 'bodies', left: 1 }];
    await expect(complete(left)).rejects.toMatchObject({ name: 'ErasureIncomplete' });
    expect(await stateNow()).toMatchObject({ status: 'confirmed' });
    expect(await books.parts.receipts.read(requestId)).toBeUndefined();
  });

  it('names the day from which no backup holds anything, 35 days after it was signed', async () => {
    await complete();
    const state = await stateNow();
    const { signedAt, backupsUntil } = state.status === 'erased' ? state.receipt : { signedAt: '', backupsUntil: '' };
    expect(Date.parse(backupsUntil) - Date.parse(signedAt)).toBe(35 * 86_400_000);
  });

  it('is one, however often the job is done: the first stays, on record and as a file', async () => {
    await found({ bodies: 2 });
    await removed({ bodies: 2 });
    await complete();
    const [state, file] = [await stateNow(), await books.parts.receipts.read(requestId)];
    await complete([{ store: 'bodies', left: 1 }]);
    expect(await stateNow()).toEqual(state);
    expect(await books.parts.receipts.read(requestId)).toBe(file);
    expect(await eventsNow()).toEqual([
      ...['RequestReceived', 'IdentityConfirmed', 'DataFound', 'StepDone'],
      ...['StepDone', 'ErasureCompleted'],
    ]);
  });

  it('that a dying process did not file is filed by the next try, the same one', async () => {
    const receipts = {
      ...books.parts.receipts,
      file: async () => {
        throw new Error('died');
      },
    };
    await expect(complete([], { receipts })).rejects.toThrow('died');
    const state = await stateNow();
    await complete();
    expect(await stateNow()).toEqual(state);
    const { signature } = state.status === 'erased' ? state.receipt : { signature: 'none' };
    expect(await books.parts.receipts.read(requestId)).toContain(signature);
  });

  it('is not given under a hold', async () => {
    await onRequest(books.store, user, requestId, holdRequest(randomUUID()));
    await expect(complete()).rejects.toMatchObject({ name: 'PermissionDenied' });
  });
});

describe('progress', () => {
  it('shows how far a long step has come, and goes with its end', async () => {
    await found({ bodies: 9 });
    await task('RecordAdvance', { removed: 4 });
    await task('RecordAdvance', { removed: 4 });
    expect(await stateNow()).toMatchObject({ advanced: { step: 'bodies', done: 4 } });
    await removed({ bodies: 9 });
    expect(await stateNow()).not.toHaveProperty('advanced');
  });

  it('says of the person’s exports that they are gone, where an archive went, though it died before it could say so', async () => {
    const exported = await requested(books.store, user, { kind: 'export' });
    const archive = { files: 8, bytes: 1_200, sha256: 'ab'.repeat(32) };
    const ofExport = (name: string, more: object) => books.task(name, { subject: user, requestId: exported, ...more });
    // the erasure has begun: what was collected before that is collected once more
    await ofExport('CompleteExport', archive);
    await ofExport('RecordCollected', { records: 4 });
    await ofExport('CompleteExport', archive);
    const statusOf = async () => (await books.requestOf(user, exported)).status;
    await removed({ rows: 1, exports: 0 });
    expect(await statusOf()).toBe('exported');
    await found({ exports: 1 });
    await removed({ exports: 0 });
    expect(await statusOf()).toBe('expired');
  });

  it('records several stores of one step in one commit, each once', async () => {
    await removed({ rows: 1, uploads: 2 });
    await removed({ rows: 5, uploads: 0, outbox: 1 });
    const commits = await Array.fromAsync(books.log.readSubject(user, 'privacy'));
    expect(commits.map(({ events }) => events.length)).toEqual([1, 1, 2, 1]);
    expect(await stateNow()).toMatchObject({
      steps: [
        { step: 'rows', removed: 1 },
        { step: 'uploads', removed: 2 },
        { step: 'outbox', removed: 1 },
      ],
    });
  });
});

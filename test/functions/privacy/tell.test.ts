/** People with a verified address hear that their erasure begins, and that their export is ready. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account, accountStream, closeAccount, openAccount, type AccountEvent } from '../../../events/account/index.ts';
import { MailUnavailable } from '../../../schemas/errors.ts';
import type { PrivacyWish } from '../../../schemas/privacy.ts';
import { requested } from '../../support/compliance.ts';
import { privacyBooks, type Books } from '../../support/privacy.ts';

const ADDRESS = 'sam@example.com';

let books: Books;
let user: string;
beforeAll(async () => {
  books = await privacyBooks();
});
afterAll(() => books.stop());
beforeEach(async () => {
  user = `user-${randomUUID()}`;
  books.mails.length = 0;
  await open(ADDRESS);
});

const act = (wish: () => AccountEvent[]) => books.act(account, accountStream(user), wish);
const open = async (email?: string) => {
  await books.act(account, accountStream(user), openAccount('registered'));
  if (email) await act(() => [{ type: 'EmailVerified', email }]);
};
const close = () => books.act(account, accountStream(user), closeAccount);
const tell = (task: 'TellBeginning' | 'TellReady', requestId: string, other = {}) =>
  books.task(task, { subject: user, requestId }, other);
const packed = { files: 1, bytes: 2, sha256: 'ab'.repeat(32) };

describe('who has everything erased', () => {
  it('gets one mail, with the number of the request and nothing of what is erased', async () => {
    const requestId = await requested(books.store, user);
    expect(await tell('TellBeginning', requestId)).toEqual({ told: true });
    expect(await tell('TellBeginning', requestId)).toEqual({ told: true });
    expect(books.mails).toHaveLength(1);
    const [mail] = books.mails;
    expect(mail).toMatchObject({ userId: user, to: ADDRESS });
    expect(mail!.text).toContain(requestId);
    expect(mail!.text + mail!.subject).not.toContain(ADDRESS);
    expect(mail!.text).not.toContain(user);
  });

  it('gets it when their account is closed already', async () => {
    await close();
    expect(await tell('TellBeginning', await requested(books.store, user))).toEqual({ told: true });
    expect(books.mails.map(({ to }) => to)).toEqual([ADDRESS]);
  });

  it('gets none where no address was verified, or nothing is there any more', async () => {
    const requestId = await requested(books.store, user);
    await close();
    await books.vault.shred(accountStream(user), requestId, books.now());
    expect(await tell('TellBeginning', requestId)).toEqual({ told: false });
    user = `user-${randomUUID()}`;
    await open();
    expect(await tell('TellBeginning', await requested(books.store, user))).toEqual({ told: false });
    expect(books.mails).toEqual([]);
  });

  it('and came back since, hears nothing of the old life', async () => {
    const requestId = await requested(books.store, user);
    await close();
    await books.vault.shred(accountStream(user), requestId, books.now());
    await open('new@example.com');
    expect(await tell('TellBeginning', requestId)).toEqual({ told: false });
  });

  it('gets no mail about a single conversation', async () => {
    const wish: PrivacyWish = { kind: 'erasure', scope: { what: 'session', sessionId: randomUUID() } };
    expect(await tell('TellBeginning', await requested(books.store, user, wish))).toEqual({ told: false });
  });

  it('a mail service that is down is named as such, so that the erasure waits for it in its own way', async () => {
    const requestId = await requested(books.store, user);
    const mailer = {
      send: async () => {
        throw new MailUnavailable('TimeoutError');
      },
    };
    await expect(tell('TellBeginning', requestId, { mailer })).rejects.toMatchObject({ name: 'MailUnavailable' });
    expect(await tell('TellBeginning', requestId)).toEqual({ told: true });
  });

  it('a process that dies between mail and record sends it twice at most', async () => {
    const requestId = await requested(books.store, user);
    const store: typeof books.store = {
      ...books.store,
      execute: async () => {
        throw new Error('died');
      },
    };
    await expect(tell('TellBeginning', requestId, { store })).rejects.toThrow('died');
    await tell('TellBeginning', requestId);
    await tell('TellBeginning', requestId);
    expect(books.mails).toHaveLength(2);
  });
});

describe('who asked for an export', () => {
  it('hears once that it is ready, and not before', async () => {
    const requestId = await requested(books.store, user, { kind: 'export' });
    expect(await tell('TellReady', requestId)).toEqual({ told: false });
    await books.task('CompleteExport', { subject: user, requestId, ...packed });
    expect(await tell('TellReady', requestId)).toEqual({ told: true });
    expect(await tell('TellReady', requestId)).toEqual({ told: true });
    expect(books.mails.map(({ text }) => text.includes(requestId))).toEqual([true]);
  });

  it('hears of it all the same where the process died before the mail, and the job is run again', async () => {
    const requestId = await requested(books.store, user, { kind: 'export' });
    await books.task('CompleteExport', { subject: user, requestId, ...packed });
    for (const _run of [1, 2]) expect(await books.task('Receive', { subject: user, requestId })).toEqual({ go: false });
    expect(books.mails).toHaveLength(1);
  });
});

/** What a privacy job depends on is away: for a while, which it waits out; for good, which a person can mend. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { streamType } from '../../events/core/commit.ts';
import { privacy, privacyStream, resumeRequest } from '../../events/privacy/index.ts';
import type { Notice } from '../../functions/api/ports.ts';
import type { Mail } from '../../functions/shared/mail/ports.ts';
import { createOutbox } from '../../infra/local/outbox.ts';
import type { Decorations } from '../../infra/local/options.ts';
import type { RuntimeOptions } from '../../infra/local/runtime.ts';
import { MailUnavailable, StorageUnavailable } from '../../schemas/errors.ts';
import type { PrivacyWish } from '../../schemas/privacy.ts';
import { onRequest, requested } from '../support/compliance.ts';
import { ofAll } from '../support/faulty.ts';
import { startLocal, type Local } from '../support/local.ts';
import { wholePerson } from '../support/whole-person.ts';

const USER = 'user-sam';
const ERASURE: PrivacyWish = { kind: 'erasure', scope: { what: 'account' } };
const EXPORT: PrivacyWish = { kind: 'export' };

let dixon: Local;
afterEach(async () => {
  await dixon.stop();
  rmSync(dixon.dataDir, { recursive: true, force: true });
});

/** How many calls still fail; begun only once the person is there. */
const failing = () => {
  let left = 0;
  return {
    begin: (calls: number) => void (left = calls),
    hits: (): boolean => left > 0 && (left -= 1) >= 0,
    left: () => left,
  };
};
type Failing = ReturnType<typeof failing>;

/** A runtime with a person whose data rests everywhere; whatever is decorated works until `begin`. */
const startWith = async (options: Partial<RuntimeOptions>): Promise<void> => {
  dixon = await startLocal({ again: { first: 5, longest: 20 }, ...options });
  await wholePerson(dixon, dixon.dataDir, USER);
};

const requestOf = async (requestId: string) =>
  (await dixon.store.load(privacy, privacyStream(USER, requestId), { consistent: true })).state;
const bodies = async (): Promise<number> =>
  (await Array.fromAsync(dixon.log.readSubject(USER))).filter(
    ({ stream, body }) => body && streamType(stream) !== 'privacy',
  ).length;

const done = async (wish: PrivacyWish): Promise<string> => {
  const requestId = await requested(dixon.store, USER, wish);
  await dixon.caughtUp();
  return requestId;
};

const away = async (faults: Failing) => {
  if (faults.hits()) throw new StorageUnavailable('test');
};

describe('a job whose files are away for a while', () => {
  it.each([
    ['an erasure', ERASURE, 'erased'],
    ['an export', EXPORT, 'exported'],
  ] as const)('waits, and then %s is done', async (_name, wish, status) => {
    const faults = failing();
    await startWith({ decorate: { blobs: (blobs) => ofAll(blobs, () => away(faults)) } });
    faults.begin(8);
    const requestId = await done(wish);
    expect(faults.left()).toBe(0);
    expect(await requestOf(requestId)).toMatchObject({ status });
  });

  it('waits for the ledger before it takes anything, and for the receipt before it is done', async () => {
    const faults = failing();
    await startWith({ decorate: { records: (records) => ofAll(records, () => away(faults)) } });
    faults.begin(8);
    const requestId = await done(ERASURE);
    expect(faults.left()).toBe(0);
    expect(await requestOf(requestId)).toMatchObject({ status: 'erased' });
    expect(await Array.fromAsync(dixon.records.list('receipts/'))).toHaveLength(1);
  });
});

describe('a job whose mails do not go out', () => {
  const startWithMailer = async (faults: Failing): Promise<Mail[]> => {
    const dataDir = mkdtempSync(join(tmpdir(), 'dixon-mail-'));
    const outbox = createOutbox({ dataDir, now: () => new Date().toISOString(), newId: randomUUID });
    const sent: Mail[] = [];
    const send = async (mail: Mail) => {
      if (faults.hits()) throw new MailUnavailable('test');
      await outbox.send(mail);
      sent.push(mail);
    };
    await startWith({ dataDir, mailer: { send } });
    return sent;
  };
  const isTold = async (requestId: string): Promise<boolean> => {
    const state = await requestOf(requestId);
    return state.status !== 'none' && state.steps.some(({ step }) => step === 'tell');
  };

  it('tells the person once they do', async () => {
    const faults = failing();
    const sent = await startWithMailer(faults);
    const before = sent.length;
    faults.begin(4);
    const requestId = await done(ERASURE);
    expect(faults.left()).toBe(0);
    expect(sent).toHaveLength(before + 1);
    expect(await isTold(requestId)).toBe(true);
    expect(await requestOf(requestId)).toMatchObject({ status: 'erased' });
  });

  it.each([
    ['an erasure', ERASURE, 'erased'],
    ['an export', EXPORT, 'exported'],
  ] as const)('does not keep %s waiting for good', async (_name, wish, status) => {
    const faults = failing();
    const sent = await startWithMailer(faults);
    const before = sent.length;
    faults.begin(Infinity);
    const requestId = await done(wish);
    expect(sent).toHaveLength(before);
    expect(await isTold(requestId)).toBe(false);
    expect(await requestOf(requestId)).toMatchObject({ status });
  });
});

/**
 * What DynamoDB says when there is too much to do, from the moment that a job has begun; each request is tried three
 * times before anybody hears of it.
 */
const throttled = (name: string, faults: Failing): Decorations => ({
  group: (_name, handler) => async (event, context) => {
    if (event.task === 'Receive' && faults.left() === 0) faults.begin(8);
    return handler(event, context);
  },
  client: (client) =>
    client.middlewareStack.add(
      (next) => async (args) => {
        if (faults.hits()) throw Object.assign(new Error(name), { name, $retryable: { throttling: true } });
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    ),
});

describe('a job whose engine has too much to do', () => {
  it.each(['ThrottlingException', 'ProvisionedThroughputExceededException'])(
    'waits while it says %s, and is done then',
    async (name) => {
      const faults = failing();
      await startWith({ decorate: throttled(name, faults) });
      const requestId = await done(ERASURE);
      expect(faults.left()).toBe(0);
      expect(await requestOf(requestId)).toMatchObject({ status: 'erased' });
      expect(await bodies()).toBe(0);
    },
  );
});

describe('a job whose engine is away for longer than it is asked', () => {
  it('begins again and again, and is done once it is back', async () => {
    let engine: 'here' | 'away' | 'back' = 'here';
    await startWith({
      decorate: {
        // what would say that the job failed cannot be recorded either
        group: (name, handler) => async (event, context) => {
          if (event.task === 'Survey' && engine === 'here') engine = 'away';
          if (engine === 'away') throw new StorageUnavailable(name);
          return handler(event, context);
        },
      },
    });
    const requestId = await done(ERASURE);
    expect(await requestOf(requestId)).toMatchObject({ status: 'confirmed' });
    engine = 'back';
    while ((await requestOf(requestId)).status !== 'erased') await sleep(5);
    expect(await bodies()).toBe(0);
  });
});

describe('a job whose files are away for good', () => {
  it('says where it stopped and why, tells the administrators, and is done once a person resumes it', async () => {
    const faults = failing();
    const notices: Notice[] = [];
    await startWith({
      decorate: { blobs: (blobs) => ofAll(blobs, () => away(faults)) },
      notify: async (notice) => void notices.push(notice),
    });
    faults.begin(Infinity);
    const requestId = await done(ERASURE);
    const failed = await requestOf(requestId);
    expect(failed).toMatchObject({ status: 'failed', error: 'StorageUnavailable' });
    expect(notices).toEqual([
      { operation: 'erase-data', failure: 'StorageUnavailable', request: requestId, at: expect.any(String) },
    ]);

    faults.begin(0);
    await dixon.caughtUp();
    expect(await requestOf(requestId)).toMatchObject({ status: 'failed' });
    await onRequest(dixon.store, USER, requestId, resumeRequest);
    await dixon.caughtUp();
    expect(await requestOf(requestId)).toMatchObject({ status: 'erased' });
    expect(await bodies()).toBe(0);
  });
});

/** SPEC N15 on AWS: what restored tables have again is erased again, people side by side, before the copy is marked. */
import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { session, sessionStream, startTurn } from '../../../events/session/index.ts';
import type { StandingEntry } from '../../../functions/privacy/ports.ts';
import { restore } from '../../../functions/restore/handler.ts';
import type { RestoreParts } from '../../../functions/restore/ports.ts';
import { createLocalMachine } from '../../../infra/local/state-machine.ts';
import { privacyBooks, type Books } from '../../support/privacy.ts';

const logger = new Logger({ serviceName: 'dixon', logLevel: 'SILENT' });
const AT = '2026-01-22T09:00:00.000Z';

let books: Books;
let entries: StandingEntry[];
let started: { name: string; input: { subject: string; requestId: string } }[];
let marks: string[];
beforeAll(async () => {
  books = await privacyBooks();
});
afterAll(() => books.stop());
beforeEach(() => {
  [entries, started, marks] = [[], [], []];
});

/** A session that the copy has again, and the ledger's entry of its erasure. */
const cameBack = async (subject: string, entered = AT): Promise<StandingEntry> => {
  const sessionId = randomUUID();
  const say = startTurn({ turnId: randomUUID(), message: 'my brakes squeal', mayBegin: true });
  await books.act(session, sessionStream(subject, sessionId), say);
  const entry = { subject, requestId: randomUUID(), scope: { what: 'session' as const, sessionId }, at: AT, entered };
  entries.push(entry);
  return entry;
};

const erase = ({ subject, scope, requestId }: StandingEntry) => {
  if (scope.what !== 'session') throw new TypeError('only sessions here');
  return books.vault.shred(sessionStream(subject, scope.sessionId), requestId, AT);
};

const parts = (more: Partial<RestoreParts> = {}): RestoreParts => ({
  ledger: {
    since: async function* () {
      yield* entries;
    },
  },
  mark: { get: async () => marks.at(-1), set: async (at) => void marks.push(at) },
  shredder: books.vault,
  log: books.log,
  isWaiting: async () => false,
  start: async ({ name, input }) => void started.push({ name, input: input as (typeof started)[number]['input'] }),
  ...more,
});

const somebody = (): string => `user-${randomUUID()}`;
/** The machine as it is deployed, without its waits. */
const machineWith = (given: RestoreParts) =>
  createLocalMachine(
    'apply-ledger',
    { restore: restore(given, logger) },
    { waitTimeOverrides: { LetErasuresWork: 0 } },
  );
const RESTORE = { restoreId: 'restore-7' };

describe('restored tables', () => {
  it('are marked at once where they have nothing that was erased', async () => {
    const entry = await cameBack(somebody(), '2026-01-23T10:00:00.000Z');
    await erase(entry);
    expect(await machineWith(parts()).run(RESTORE)).toEqual({ checked: 1, open: 0, held: 0 });
    expect([started, marks]).toEqual([[], ['2026-01-23T10:00:00.000Z']]);
  });

  it('are looked at until every erasure is done, and marked only then', async () => {
    const [one, other] = [await cameBack(somebody()), await cameBack(somebody())];
    const start: RestoreParts['start'] = async ({ name, input }) => {
      started.push({ name, input: input as (typeof started)[number]['input'] });
      expect(marks).toEqual([]);
      await erase(entries.find(({ requestId }) => name.endsWith(requestId))!);
    };
    expect(await machineWith(parts({ start })).run(RESTORE)).toEqual({ checked: 2, open: 0, held: 0 });
    expect(started.map(({ name }) => name)).toEqual([one, other].map(({ requestId }) => `restore-7-${requestId}`));
    expect(started[0]!.input).toEqual({
      subject: one.subject,
      requestId: one.requestId,
      restored: { scope: one.scope, at: AT },
    });
    expect(marks).toEqual([AT]);
  });

  it('have the erasures of one person done one after the other', async () => {
    const person = somebody();
    const [first, second] = [await cameBack(person), await cameBack(person)];
    const start: RestoreParts['start'] = async ({ name }) => {
      const running = entries.filter(({ requestId }) => name.endsWith(requestId));
      started.push(...running.map(({ subject, requestId }) => ({ name, input: { subject, requestId } })));
      await erase(running[0]!);
    };
    await machineWith(parts({ start })).run(RESTORE);
    expect(started.map(({ input }) => input.requestId)).toEqual([first.requestId, second.requestId]);
  });

  it('may serve while a legal hold keeps something, and the mark stays before it', async () => {
    const held = await cameBack(somebody(), '2026-01-24T10:00:00.000Z');
    const gone = await cameBack(somebody(), '2026-01-25T10:00:00.000Z');
    await erase(gone);
    const isWaiting: RestoreParts['isWaiting'] = async ({ requestId }) => requestId === held.requestId;
    expect(await machineWith(parts({ isWaiting })).run(RESTORE)).toEqual({ checked: 2, open: 0, held: 1 });
    expect([started, marks]).toEqual([[], ['2026-01-24T10:00:00.000Z']]);
  });
});

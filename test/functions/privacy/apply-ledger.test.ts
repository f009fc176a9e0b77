/** SPEC N15: what a copy of the tables has that was erased is erased again, and nothing else is touched. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account, accountStream, openAccount } from '../../../events/account/index.ts';
import type { StreamAddress } from '../../../events/core/commit.ts';
import { addVehicle, garage, garageStream } from '../../../events/garage/index.ts';
import { session, sessionStream, startTurn } from '../../../events/session/index.ts';
import { applyLedger } from '../../../functions/privacy/apply-ledger.ts';
import type { StandingEntry } from '../../../functions/privacy/ports.ts';
import type { ErasureScope } from '../../../schemas/privacy.ts';
import type { EraseDataInput } from '../../../workflows/erase-data/contract.ts';
import { requested } from '../../support/compliance.ts';
import { privacyBooks, type Books } from '../../support/privacy.ts';

let books: Books;
let user: string;
let ran: EraseDataInput[];
let entries: StandingEntry[];
let asked: (string | undefined)[];
let marked: string | undefined;
beforeAll(async () => {
  books = await privacyBooks();
});
afterAll(() => books.stop());
beforeEach(() => {
  user = `user-${randomUUID()}`;
  [ran, entries, asked, marked] = [[], [], [], undefined];
});

const AT = '2026-01-22T09:00:00.000Z';
const streamOf = ({ subject, scope }: StandingEntry): StreamAddress => {
  if (scope.what === 'session') return sessionStream(subject, scope.sessionId);
  return scope.what === 'account' ? accountStream(subject) : garageStream(subject);
};

const entered = (scope: ErasureScope, more: Partial<StandingEntry> = {}): StandingEntry => {
  const entry = { subject: user, requestId: randomUUID(), scope, at: AT, entered: AT, ...more };
  entries.push(entry);
  return entry;
};

/** @param run in place of a job that does what it should @param waiting whether the request waits for a hold */
const apply = (run?: (input: EraseDataInput) => Promise<void>, waiting = false) => {
  const erased = async (input: EraseDataInput) => {
    ran.push(input);
    const entry = entries.find(({ requestId }) => requestId === input.requestId)!;
    for (const stream of entry.scope.what === 'account' ? await books.vault.living(user) : [])
      if (!stream.startsWith('privacy/')) await books.vault.shred({ subject: user, stream }, entry.requestId, entry.at);
    await books.vault.shred(streamOf(entry), entry.requestId, entry.at);
  };
  return applyLedger({
    ledger: {
      since: async function* (at) {
        asked.push(at);
        yield* entries;
      },
    },
    mark: { get: async () => marked, set: async (at) => void (marked = at) },
    shredder: books.vault,
    log: books.log,
    isWaiting: async () => waiting,
    run: run ?? erased,
  })();
};

const begun = async () => {
  const sessionId = randomUUID();
  const say = startTurn({ turnId: randomUUID(), message: 'my brakes squeal', mayBegin: true });
  await books.act(session, sessionStream(user, sessionId), say);
  return { what: 'session' as const, sessionId };
};
const library = () =>
  books.act(
    garage,
    garageStream(user),
    addVehicle(randomUUID(), { basic: { make: 'Honda', model: 'Civic', year: 2016 } }),
  );
const opened = () => books.act(account, accountStream(user), openAccount('registered'));

describe('a copy that has what was erased', () => {
  it('has it erased again, before anything else: a conversation, a library, an account', async () => {
    const conversation = entered(await begun());
    await library();
    const vehicles = entered({ what: 'vehicles' });
    await opened();
    const everything = entered({ what: 'account', signIn: true });
    expect(await apply()).toEqual({ checked: 3, applied: 3, held: 0, left: 0 });
    expect(ran).toEqual(
      [conversation, vehicles, everything].map(({ subject, requestId, scope, at }) => ({
        subject,
        requestId,
        restored: { scope, at },
      })),
    );
    expect(await apply()).toEqual({ checked: 3, applied: 0, held: 0, left: 0 });
  });

  it('has everything erased of somebody who never opened an account', async () => {
    await begun();
    entered({ what: 'account' });
    expect(await apply()).toMatchObject({ applied: 1 });
    expect(await apply()).toMatchObject({ applied: 0 });
  });

  it('does not serve before: what cannot be erased again stops the start, and the next one tries again', async () => {
    entered(await begun());
    const fails = async () => {
      throw new Error('died');
    };
    await expect(apply(fails)).rejects.toThrow('died');
    expect(marked).toBeUndefined();
    expect(await apply()).toMatchObject({ applied: 1 });
  });

  it('says how many wait, where a hold of the copy keeps them, and how many failed', async () => {
    entered(await begun());
    expect(await apply(async () => {}, true)).toEqual({ checked: 1, applied: 0, held: 1, left: 0 });
    expect(await apply(async () => {})).toEqual({ checked: 1, applied: 0, held: 0, left: 1 });
  });

  it('is looked at again from the first one on that was not erased', async () => {
    const scope = await begun();
    await books.vault.shred(sessionStream(user, scope.sessionId), randomUUID(), AT);
    entered(scope);
    entered(await begun(), { entered: '2026-01-22T11:00:00.000Z' });
    entered(scope, { entered: '2026-01-22T12:00:00.000Z' });
    await apply(async () => {}, true);
    expect(marked).toBe('2026-01-22T11:00:00.000Z');
    await apply();
    expect(marked).toBe('2026-01-22T12:00:00.000Z');
  });
});

describe('a copy where nothing is to be done', () => {
  it('is one that was erased at that time, or later', async () => {
    const scope = await begun();
    await books.vault.shred(sessionStream(user, scope.sessionId), randomUUID(), AT);
    entered(scope);
    entered(scope, { at: '2026-01-22T08:00:00.000Z' });
    // asked for once more when it was gone already
    entered(scope, { at: '2026-01-22T12:00:00.000Z' });
    expect(await apply()).toEqual({ checked: 3, applied: 0, held: 0, left: 0 });
  });

  it('is one that never had it, but for the request that says so', async () => {
    await requested(books.store, user);
    entered({ what: 'session', sessionId: randomUUID() });
    entered({ what: 'vehicles' });
    entered({ what: 'account' });
    expect(await apply()).toEqual({ checked: 3, applied: 0, held: 0, left: 0 });
  });

  it('leaves whoever came back since in peace', async () => {
    await opened();
    const { requestId } = entered({ what: 'account' });
    await books.vault.shred(accountStream(user), requestId, AT);
    await opened();
    await begun();
    expect(await apply()).toEqual({ checked: 1, applied: 0, held: 0, left: 0 });
  });
});

describe('how far the ledger was applied', () => {
  it('is where the newest entry began, and the next start looks from an hour before', async () => {
    entered({ what: 'vehicles' });
    entered({ what: 'vehicles' }, { at: '2026-01-01T10:00:00.000Z', entered: '2026-01-22T11:30:00.000Z' });
    await apply();
    await apply();
    expect(marked).toBe('2026-01-22T11:30:00.000Z');
    expect(asked).toEqual([undefined, '2026-01-22T10:30:00.000Z']);
  });

  it('stays where nothing came', async () => {
    marked = AT;
    expect(await apply()).toEqual({ checked: 0, applied: 0, held: 0, left: 0 });
    expect(marked).toBe(AT);
  });
});

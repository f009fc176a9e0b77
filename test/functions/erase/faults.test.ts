/** Whatever request fails, and whenever: what was erased stays erased, and the next attempt takes the rest. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EraseParts } from '../../../functions/erase/ports.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { carryOut } from '../../support/carry-out.ts';
import { closedAccount } from '../../support/closed-account.ts';
import { places, type Around } from '../../support/erasing.ts';

type Method = (...args: unknown[]) => unknown;

/** The parts, with something before every request: those that give a sequence are asked with its first element. */
const watched = (parts: EraseParts, before: (name: string) => void): EraseParts => {
  const method = (name: string, call: Method): Method =>
    ['places', 'list'].includes(name)
      ? async function* (...args) {
          before(name);
          yield* call(...args) as AsyncIterable<unknown>;
        }
      : async (...args) => {
          before(name);
          return call(...args);
        };
  const port = (object: object) =>
    Object.fromEntries(Object.entries(object).map(([name, call]: [string, Method]) => [name, method(name, call)]));
  return Object.fromEntries(Object.entries(parts).map(([name, object]) => [name, port(object)])) as never;
};

/** The nth request fails; `ended` says whether there were as many. */
const failingAt = (parts: EraseParts, nth: number) => {
  let requests = 0;
  const faulty = watched(parts, () => {
    requests += 1;
    if (requests === nth) throw new StorageUnavailable('test');
  });
  return { faulty, wasReached: () => requests >= nth };
};

describe.each(places)('an erasure one of whose requests fails, %s', (_name, start) => {
  let home: Around;
  beforeAll(async () => {
    home = await start();
  });
  afterAll(() => home.stop());

  const attempt = async (nth: number): Promise<boolean> => {
    const user = `user-${randomUUID()}`;
    const work = await closedAccount(home, user);
    const { faulty, wasReached } = failingAt(home.parts, nth);
    const first = await carryOut(faulty, work).catch((error: unknown) => error);
    if (!wasReached()) return false;
    expect(first).toMatchObject({ name: 'StorageUnavailable' });

    const { left } = await carryOut(home.parts, work);
    expect(left, `after the ${nth}th request`).toEqual([]);
    expect(await home.bodies(user)).toBe(1);
    expect(await home.vault.living(user)).toEqual([expect.stringMatching(/^privacy\//)]);
    expect(await home.vault.erasedBy({ subject: user, stream: 'account' })).toBe(work.request);
    expect(await home.parts.signIns.exists(user)).toBe(false);
    return true;
  };

  it('is whole with the next attempt, whichever it was', async () => {
    // on the engine some of them, in memory each
    let nth = 1;
    while (await attempt(nth)) nth += home.client ? 7 : 1;
    // a person of every store takes some dozens of requests: fewer would mean that nothing was watched
    expect(nth).toBeGreaterThan(60);
  }, 60_000);

  it('gives no word of the person to whoever reads the failure', async () => {
    const user = `user-${randomUUID()}`;
    const work = await closedAccount(home, user);
    const { faulty } = failingAt(home.parts, 5);
    const error = (await carryOut(faulty, work).catch((thrown: unknown) => thrown)) as Error;
    expect(JSON.stringify([error.message, error])).not.toContain(user);
  });
});

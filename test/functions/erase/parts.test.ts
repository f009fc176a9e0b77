/** A big account: its bodies go in parts, and each part says how far it has come. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { session, sessionStream } from '../../../events/session/index.ts';
import { removeBodies } from '../../../functions/erase/remove-bodies.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { carryOut } from '../../support/carry-out.ts';
import { closeNow, openAnew, type AccountWork } from '../../support/closed-account.ts';
import { places, type Around } from '../../support/erasing.ts';

/** Two of them are the account's own, which go at the end. */
const COMMITS = 27;

describe.each(places)('bodies in parts, %s', (_name, start) => {
  let home: Around;
  beforeAll(async () => {
    home = await start();
  });
  afterAll(() => home.stop());

  const big = async (): Promise<AccountWork> => {
    const user = `user-${randomUUID()}`;
    await openAnew(home, user);
    for (let n = 0; n < 5; n += 1) {
      const id = randomUUID();
      await home.say(user, id, 'Once more');
      const titles = Array.from({ length: 4 }, (_, k) => () => [
        { type: 'SessionTitled' as const, title: `t${k}`, by: 'person' as const },
      ]);
      await home.act(session, sessionStream(user, id), ...titles);
    }
    return closeNow(home, user);
  };

  it.each([
    [1, Array.from({ length: 25 }, (_, n) => n + 1)],
    [10, [10, 20, 25]],
    [25, [25]],
    [1_000, [25]],
  ])('parts of %i come to all of them', async (part, advances) => {
    const done = await carryOut(home.parts, await big(), part);
    expect(done.advances).toEqual(advances);
    expect([done.found, done.removed]).toMatchObject([{ bodies: COMMITS }, { bodies: COMMITS }]);
    expect(done.left).toEqual([]);
  });

  it('a part that failed in the middle is repeated from where it came to', async () => {
    const work = await big();
    let removals = 0;
    const faulty = {
      ...home.parts,
      redactor: {
        ...home.parts.redactor,
        removeBody: async (...args: Parameters<typeof home.parts.redactor.removeBody>) => {
          removals += 1;
          if (removals === 4) throw new StorageUnavailable('test');
          return home.parts.redactor.removeBody(...args);
        },
      },
    };
    await expect(removeBodies(faulty, 10)({ work, before: 0 })).rejects.toMatchObject({ name: 'StorageUnavailable' });
    const left = await home.bodies(work.subject);
    expect(left).toBeLessThan(COMMITS);
    const { removed } = await carryOut(home.parts, work, 10);
    expect(removed).toMatchObject({ bodies: left });
    expect(await home.bodies(work.subject)).toBe(0);
  });

  it('no body is asked for twice', async () => {
    const asked: string[] = [];
    const counting = {
      ...home.parts,
      redactor: {
        ...home.parts.redactor,
        removeBody: async (...[address, number]: Parameters<typeof home.parts.redactor.removeBody>) => {
          asked.push(`${address.stream}#${number}`);
          return home.parts.redactor.removeBody(address, number);
        },
      },
    };
    await carryOut(counting, await big(), 4);
    expect(asked).toHaveLength(COMMITS);
    expect(new Set(asked).size).toBe(COMMITS);
  });
});

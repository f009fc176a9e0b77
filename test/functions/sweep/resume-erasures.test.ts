/** Erasures that got stuck, a vehicle whose owner is gone among them: found by the ledger, and started again. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { account, accountStream, closeAccount, openAccount } from '../../../events/account/index.ts';
import type { StreamAddress } from '../../../events/core/commit.ts';
import type { AnyEvent, StreamModel } from '../../../events/core/decider.ts';
import { addVehicle, garage, garageStream } from '../../../events/garage/index.ts';
import { deleteSession, session, sessionStream, startSession } from '../../../events/session/index.ts';
import { resumeErasures } from '../../../functions/sweep/resume-erasures.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { after } from '../../support/given.ts';
import { memoryHome, tickingClock, type Home } from '../../support/stores.ts';

let home: Home;
const clock = tickingClock();
let elapsed = 0;
beforeAll(async () => {
  home = await memoryHome();
});
afterAll(() => home.stop());

const execute = async <S, E extends AnyEvent>(
  model: StreamModel<S, E>,
  address: StreamAddress,
  wish: (state: S, at: string) => E[],
) => {
  const store = home.storeWith({ now: clock });
  const context = {
    commandId: randomUUID(),
    actor: { kind: 'person' as const, id: address.subject },
    correlation: 'c',
  };
  return (await store.execute(model, address, context, wish)).number;
};

it('starts again what is stuck, and nothing that finished or is still under way', async () => {
  const [sam, kim] = ['user-sam', 'user-kim'];
  const id = randomUUID();
  await execute(account, accountStream(sam), openAccount('registered'));
  await execute(garage, garageStream(sam), addVehicle(randomUUID(), { basic: { year: 2024, make: 'A', model: 'B' } }));
  const closed = await execute(account, accountStream(sam), closeAccount);
  await execute(session, sessionStream(kim, id), startSession({ level: 'quick' }));
  const gone = await execute(session, sessionStream(kim, id), deleteSession);

  const announced: string[] = [];
  let failing = true;
  const sweep = resumeErasures({
    log: home.log,
    announce: async ({ subject, stream, number }) => {
      if (failing && stream === 'account') throw new StorageUnavailable('bus');
      announced.push(`${subject} ${stream} ${number}`);
    },
    now: () => after(elapsed),
  });
  const run = () => sweep({ lookBackMinutes: 120 });

  elapsed = 600;
  expect(await run()).toEqual({ asked: 0, resumed: 0, failed: {} });
  elapsed = 1_800;
  expect(await run()).toEqual({ asked: 2, resumed: 1, failed: { StorageUnavailable: 1 } });
  failing = false;
  await home.log.removeBody(sessionStream(kim, id), gone);
  expect(await run()).toEqual({ asked: 2, resumed: 1, failed: {} });
  expect(announced).toEqual([`${kim} session/${id} ${gone}`, `${sam} account ${closed}`]);
  elapsed = 9_000;
  expect(await run()).toEqual({ asked: 0, resumed: 0, failed: {} });
});

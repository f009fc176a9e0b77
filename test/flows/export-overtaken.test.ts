/** An erasure takes the parts of an archive that is being made: they are collected again, and nobody has to act. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { partsOf } from '../../functions/shared/exports/keys.ts';
import { startLocal, type Local } from '../support/local.ts';
import { requested } from '../support/compliance.ts';
import { privacy, privacyStream } from '../../events/privacy/index.ts';

const USER = 'user-sam';

let dixon: Local;
let packs = 0;
beforeAll(async () => {
  dixon = await startLocal({
    decorate: {
      group: (_name, handler) => async (event, context) => {
        if (event.task === 'Pack' && (packs += 1) === 1) {
          const { requestId } = event.input as { requestId: string };
          const parts = await Array.fromAsync(dixon.blobs.list(partsOf(USER, requestId)), ({ key }) => key);
          expect(parts.length).toBeGreaterThan(1);
          await dixon.blobs.remove(parts);
        }
        return handler(event, context);
      },
    },
  });
});
afterAll(() => dixon.stop());

it('an export whose parts an erasure took is made all the same', async () => {
  await dixon.send('My brakes are squealing');
  const requestId = await requested(dixon.store, USER, { kind: 'export' });
  await dixon.caughtUp();
  const { state } = await dixon.store.load(privacy, privacyStream(USER, requestId), { consistent: true });
  expect(state).toMatchObject({ status: 'exported' });
  expect(packs).toBe(2);
});

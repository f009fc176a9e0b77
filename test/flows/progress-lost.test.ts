/** Live progress that nobody takes: no turn waits for it or fails with it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { startLocal, type Local } from '../support/local.ts';
import { asksFor, says, scripted } from '../support/models.ts';

let dixon: Local;
afterEach(() => dixon.stop());

const MESSAGE = 'My brakes are squealing';
const ANSWER = 'Worn pads, most likely.';
const oneRound = () => scripted(asksFor('symptom_diagnosis_analyzer', { symptoms: MESSAGE }), says(ANSWER)).model;

it('a turn without anybody watching is answered', async () => {
  dixon = await startLocal({ model: oneRound() });
  expect(await dixon.send(MESSAGE)).toMatchObject({ success: true });
});

it.each([
  [
    'throws at once',
    () => {
      throw new Error('down');
    },
  ],
  [
    'rejects',
    async () => {
      throw new Error('down');
    },
  ],
  ['never answers', () => sleep(60_000, undefined, { ref: false })],
])('progress that %s holds up no turn', async (_, progress) => {
  dixon = await startLocal({ model: oneRound(), progress });
  const begun = performance.now();
  expect(await dixon.send(MESSAGE)).toMatchObject({ success: true, message: ANSWER });
  // four times half a second of patience
  expect(performance.now() - begun).toBeLessThan(4_000);
});

/** Which steps of a turn are told: of one without a model, its beginning and its end. */
import { expect, it } from 'vitest';
import { stepsOfEnd, stepsOfOpening } from '../../../functions/turn/steps.ts';
import type { ChatTurnInput, TurnRef } from '../../../workflows/chat-turn/contract.ts';

const [userId, sessionId, turnId] = [
  'user-sam',
  '11111111-1111-4111-8111-111111111111',
  '22222222-2222-4222-8222-222222222222',
];
const actor = { kind: 'person' as const, id: userId };
const input: ChatTurnInput = {
  ...{ userId, sessionId, turnId, actor },
  commandId: 'delete-my-account',
  message: 'Delete my account',
  mayBegin: true,
};
const turn: TurnRef = { userId, sessionId, turnId, actor, level: 'quick' };

it('an answer about the driver’s own data begins and ends like any other', () => {
  const said = { text: 'Reply "yes" to confirm.', number: 1 };
  expect(stepsOfOpening(input, { outcome: 'about-privacy', turn, said })).toEqual([
    { sessionId, turnId, step: 'STARTED' },
  ]);
  expect(stepsOfEnd({ turn }, { success: true })).toEqual([{ sessionId, turnId, step: 'ANSWERED' }]);
});

it('a command that was carried out before tells nothing: its first run told of itself', () => {
  const reply = { sessionId, message: 'Done.', at: '2026-11-21T10:00:00.000Z', level: 'quick' as const };
  const again = { ...reply, success: true, vinEnhanced: false, number: 2 };
  expect(stepsOfOpening(input, { outcome: 'answered', reply: again })).toEqual([]);
});

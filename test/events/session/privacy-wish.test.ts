/** SPEC B5 in the conversation: a wish is asked back once, and only the message right after it can confirm it. */
import { describe, expect, it } from 'vitest';
import {
  abandonTurn,
  answerAboutPrivacy,
  session,
  startTurn,
  type Meant,
  type SessionEvent,
} from '../../../events/session/index.ts';
import type { PrivacyWish } from '../../../schemas/privacy.ts';
import { foldEvents } from '../../../events/core/decider.ts';
import { after, NOW, story } from '../../support/given.ts';

const { given } = story(session);

const [FIRST, SECOND, THIRD] = [1, 2, 3].map((n) => `${n}1111111-1111-4111-8111-111111111111`) as [
  string,
  string,
  string,
];
const REQUEST = '99999999-9999-4999-8999-999999999999';
const wish: PrivacyWish = { kind: 'erasure', scope: { what: 'account', signIn: true } };

const started: SessionEvent = { type: 'SessionStarted', level: 'quick' };
const turn = (turnId: string): SessionEvent => ({
  type: 'TurnStarted',
  turnId,
  level: 'quick',
  vehicleContext: false,
  message: 'Delete my account',
});
const answer = (turnId: string) => ({
  turnId,
  text: 'Reply "yes, delete my account" to confirm.',
  saw: { model: 'm', prompt: 'none', tools: [], window: [1, 1] as [number, number], results: [] },
  usage: { inputTokens: 0, outputTokens: 0 },
});
const answered = (turnId: string): SessionEvent => ({ type: 'TurnAnswered', ...answer(turnId) });
const failed = (turnId: string): SessionEvent => ({ type: 'TurnFailed', turnId, error: 'StorageUnavailable' });
const heard: SessionEvent = { type: 'PrivacyWishHeard', wish };
const confirmed: SessionEvent = { type: 'PrivacyWishConfirmed', requestId: REQUEST, wish };
const asked = [started, turn(FIRST), answered(FIRST), heard];

const say = (turnId: string, meant?: Meant) => answerAboutPrivacy(answer(turnId), meant);
const confirms = { confirmsAs: REQUEST };

describe('a wish about the person’s data', () => {
  it('is asked back in one commit with the answer', () =>
    given(started, turn(FIRST))
      .when(say(FIRST, { asksToConfirm: wish }))
      .then(answered(FIRST), heard));

  it('is confirmed by the next message, in one commit with the answer', () =>
    given(...asked, turn(SECOND))
      .when(say(SECOND, confirms))
      .then(answered(SECOND), confirmed));

  it('is confirmed once', () =>
    given(...asked, turn(SECOND), answered(SECOND), confirmed)
      .when(say(SECOND, confirms))
      .thenNothing());

  it('is dropped by the next message that confirms nothing: a second "yes" comes too late', () => {
    given(...asked, turn(SECOND), answered(SECOND), turn(THIRD))
      .when(say(THIRD, confirms))
      .thenRefused('InvalidInput');
    given(...asked, turn(SECOND), failed(SECOND), turn(THIRD))
      .when(say(THIRD, confirms))
      .thenRefused('InvalidInput');
  });

  it('cannot be confirmed where none was heard', () =>
    given(started, turn(FIRST)).when(say(FIRST, confirms)).thenRefused('InvalidInput'));

  it('is not confirmed by a turn that was closed meanwhile', () =>
    given(...asked, turn(SECOND), failed(SECOND))
      .when(say(SECOND, confirms))
      .thenNothing());

  it('is dropped with a turn that nobody answered', () => {
    const late = given(...asked, turn(SECOND));
    late.when(abandonTurn(SECOND), after(121)).then({ type: 'TurnFailed', turnId: SECOND, error: 'TurnAbandoned' });
    const next = startTurn({ turnId: THIRD, message: 'yes', mayBegin: false });
    const closing = next(late.state, after(121));
    const state = foldEvents(session, late.state, closing, after(121));
    expect(() => say(THIRD, confirms)(state)).toThrow(expect.objectContaining({ name: 'InvalidInput' }));
  });

  it('is not dropped by what is no message', () =>
    given(...asked, { type: 'SessionTitled', title: 'Squeal', by: 'person' }, turn(SECOND))
      .when(say(SECOND, confirms))
      .then(answered(SECOND), confirmed));

  it('is replaced by another wish', () => {
    const other: PrivacyWish = { kind: 'export' };
    given(...asked, turn(SECOND), answered(SECOND), { type: 'PrivacyWishHeard', wish: other }, turn(THIRD))
      .when(say(THIRD, confirms))
      .then(answered(THIRD), { ...confirmed, wish: other });
  });

  it.each([
    [899, wish],
    [900, undefined],
  ])('waits for a quarter of an hour: after %d s it may be confirmed: %o', (seconds, mayConfirm) => {
    const waiting = foldEvents(session, session.initial, asked, NOW);
    const state = session.evolve(waiting, turn(SECOND), after(seconds));
    expect((state as { turn: { mayConfirm?: PrivacyWish } }).turn.mayConfirm).toEqual(mayConfirm);
  });
});

describe('the session’s state', () => {
  it('holds a wish while it waits, and nothing of it after', () => {
    const { state } = given(...asked);
    expect(state).toMatchObject({ heard: { wish, at: NOW } });
    const over = given(...asked, turn(SECOND), answered(SECOND), confirmed).state;
    expect(over).not.toHaveProperty('heard');
    expect(over).not.toHaveProperty('turn');
  });

  it('counts question and answer as in any turn', () =>
    expect(given(...asked).state).toMatchObject({ messageCount: 2 }));
});

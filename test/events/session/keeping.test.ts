/** SPEC B2: a visitor who verified an email address comes out of the hour, and may go back into it. */
import { describe, expect, it } from 'vitest';
import {
  archiveSession,
  endKeeping,
  isExpired,
  keepSession,
  session,
  startSession,
  startTurn,
  whileReadable,
  type SessionEvent,
} from '../../../events/session/index.ts';
import { after, NOW, story } from '../../support/given.ts';

const { given } = story(session);
const started: SessionEvent = { type: 'SessionStarted', level: 'quick' };
const kept: SessionEvent = { type: 'SessionKept' };
const ended: SessionEvent = { type: 'SessionKeepingEnded' };
const VISITOR = 'anon-session-44444444-4444-4444-8444-444444444444';
const DAY = 86_400;

describe('a visitor’s session that is kept', () => {
  it('is kept once, and outlives the hour', () => {
    given(started).when(keepSession).then(kept);
    given(started, kept).when(keepSession).thenNothing();
    given(started, kept)
      .when(whileReadable(VISITOR, archiveSession), after(40 * DAY))
      .then({ type: 'SessionArchived' });
    expect(isExpired(VISITOR, { lastActive: NOW, kept: true }, after(40 * DAY))).toBe(false);
  });

  it('falls back to the hour, counted from its last activity', () => {
    given(started, kept).when(endKeeping).then(ended);
    given(started).when(endKeeping).thenNothing();
    given(started, kept, ended)
      .when(whileReadable(VISITOR, archiveSession), after(3_601))
      .thenRefused('SessionExpired');
    expect(given(started, kept, ended).state).toEqual(given(started).state);
  });

  it('was over before anybody thought of keeping it: it stays over', () =>
    given(started).when(whileReadable(VISITOR, keepSession), after(3_601)).thenRefused('SessionExpired'));

  it('is not there: nothing is kept of it', () => {
    given().when(keepSession).thenRefused('NotFound');
    given(started, { type: 'SessionDeleted' }).when(endKeeping).thenRefused('NotFound');
  });
});

describe('a session of a visitor whose sessions are kept', () => {
  const turnId = '11111111-1111-4111-8111-111111111111';
  const turn = { turnId, message: 'Hello', mayBegin: true };
  const asked: SessionEvent = { type: 'TurnStarted', turnId, level: 'quick', vehicleContext: false, message: 'Hello' };

  it('begins kept, empty or with a message', () => {
    given()
      .when(startSession({ level: 'quick', keep: true }))
      .then(started, kept);
    given()
      .when(startSession({ level: 'quick', keep: false }))
      .then(started);
    given()
      .when(startTurn({ ...turn, keep: true }))
      .then(started, kept, asked);
  });

  it('that began a moment before hears of it with its next message, once', () => {
    given(started)
      .when(startTurn({ ...turn, keep: true }))
      .then(kept, asked);
    given(started, kept)
      .when(startTurn({ ...turn, keep: true }))
      .then(asked);
    given(started, kept).when(startTurn(turn)).then(asked);
  });
});

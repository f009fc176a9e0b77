import { describe, expect, it } from 'vitest';
import {
  abandonTurn,
  answerTurn,
  failTurn,
  recordTools,
  session,
  startSession,
  startTurn,
  type SessionEvent,
} from '../../../events/session/index.ts';
import { after, NOW, story } from '../../support/given.ts';

const { given } = story(session);

const TURN = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';

const sessionStarted: SessionEvent = { type: 'SessionStarted', level: 'quick' };
const turnStarted: SessionEvent = {
  type: 'TurnStarted',
  turnId: TURN,
  level: 'quick',
  vehicleContext: false,
  message: 'My brakes are squealing',
};
const answer = {
  turnId: TURN,
  text: 'The likeliest cause is worn brake pads.',
  saw: { model: 'm', prompt: 'v1', tools: [], window: [1, 1] as [number, number], results: [] },
  usage: { inputTokens: 1, outputTokens: 1 },
};
const turnAnswered: SessionEvent = { type: 'TurnAnswered', ...answer };
const toolReturned = {
  type: 'ToolReturned' as const,
  turnId: TURN,
  round: 1,
  toolUseId: 't1',
  tool: 'symptom_diagnosis_analyzer',
  input: { symptoms: 'squeal' },
  result: { verdict: 'likely' },
};
const cause = { fault: 'brakes.pads', name: 'worn pads', system: 'brakes', confidence: 0.7, urgency: 'drive' as const };
const diagnosis = { turnId: TURN, causes: [cause], parts: ['front-brake-pads'] };
const diagnosisMade: SessionEvent = { type: 'DiagnosisMade', ...diagnosis };

const send = (over: Partial<Parameters<typeof startTurn>[0]> = {}) =>
  startTurn({ turnId: TURN, message: 'My brakes are squealing', mayBegin: false, ...over });

describe('a session', () => {
  it('begins once', () => {
    given()
      .when(startSession({ level: 'quick' }))
      .then(sessionStarted);
    given(sessionStarted)
      .when(startSession({ level: 'vehicle' }))
      .thenNothing();
  });

  it('is named after the day it began until somebody names it', () => {
    expect(given(sessionStarted).state).toMatchObject({ title: 'Chat Session - Jan 22, 2026', titledBy: 'default' });
    const titled = given(sessionStarted, { type: 'SessionTitled', title: 'Squeal', by: 'person' });
    expect(titled.state).toMatchObject({ title: 'Squeal', titledBy: 'person' });
  });

  it('that was never started has no turns', () => given().when(send()).thenRefused('NotFound'));
});

describe('a message', () => {
  it('opens a turn', () => given(sessionStarted).when(send()).then(turnStarted));

  it('begins the session where it may', () =>
    given()
      .when(send({ mayBegin: true }))
      .then(sessionStarted, turnStarted));

  it('may choose another level, and that is a fact of its own', () =>
    given(sessionStarted)
      .when(send({ level: 'precision' }))
      .then({ type: 'DiagnosticLevelSelected', level: 'precision' }, { ...turnStarted, level: 'precision' }));

  it('at the level the session has already says nothing about levels', () =>
    given(sessionStarted)
      .when(send({ level: 'quick' }))
      .then(turnStarted));

  it('waits while another one is being answered', () =>
    given(sessionStarted, turnStarted)
      .when(send({ turnId: OTHER }))
      .thenRefused('TurnInProgress'));

  it('closes a turn that nobody answered for two minutes, in the same breath', () => {
    const next = send({ turnId: OTHER });
    given(sessionStarted, turnStarted).when(next, after(119)).thenRefused('TurnInProgress');
    given(sessionStarted, turnStarted)
      .when(next, after(120))
      .then({ type: 'TurnFailed', turnId: TURN, error: 'TurnAbandoned' }, { ...turnStarted, turnId: OTHER });
  });

  it('carries vehicle context only above quick, and only of a vehicle that the library still has', () => {
    const past = given({ ...sessionStarted, vehicleId: OTHER });
    const selected: SessionEvent = { type: 'DiagnosticLevelSelected', level: 'vehicle' };
    const atVehicle: SessionEvent = { ...turnStarted, level: 'vehicle' };
    past.when(send({ library: [OTHER] })).then(turnStarted);
    past.when(send({ level: 'vehicle', library: [OTHER] })).then(selected, { ...atVehicle, vehicleContext: true });
    past.when(send({ level: 'vehicle', library: [] })).then(selected, atVehicle);
  });

  it('remembers the first one, cut to what a list shows', () => {
    const long = { ...turnStarted, message: 'x'.repeat(500) };
    expect(given(sessionStarted, long, turnAnswered, turnStarted).state).toMatchObject({
      firstMessage: 'x'.repeat(80),
    });
  });
});

describe('a round of tools', () => {
  const record = (round: number) => recordTools(TURN, round, [{ ...toolReturned, round }], { diagnosis });

  it('is recorded with the diagnosis it brought', () =>
    given(sessionStarted, turnStarted).when(record(1)).then(toolReturned, diagnosisMade));

  it('is recorded once', () => given(sessionStarted, turnStarted, toolReturned).when(record(1)).thenNothing());

  it('after the next one comes too late', () =>
    given(sessionStarted, turnStarted, { ...toolReturned, round: 2 })
      .when(record(1))
      .thenNothing());

  it('adds nothing to a turn that was closed', () =>
    given(sessionStarted, turnStarted, turnAnswered).when(record(1)).thenNothing());

  it('leaves the diagnosis for later questions, and the issue in the summary', () => {
    const { state } = given(sessionStarted, turnStarted, toolReturned, diagnosisMade, turnAnswered);
    expect(state).toMatchObject({
      diagnosis: { causes: [cause], parts: ['front-brake-pads'] },
      diagnosedIssues: ['worn pads'],
    });
  });

  it('keeps the summary short however often it is diagnosed', () => {
    const many = Array.from({ length: 30 }, (_, n): SessionEvent => ({
      ...diagnosis,
      type: 'DiagnosisMade',
      causes: [{ ...cause, name: `cause ${n}` }],
    }));
    const { state } = given(sessionStarted, ...many);
    expect(state).toHaveProperty('diagnosedIssues.length', 10);
  });
});

describe('an answer', () => {
  it('closes the turn', () => given(sessionStarted, turnStarted).when(answerTurn(answer)).then(turnAnswered));

  it('closes it once', () => given(sessionStarted, turnStarted, turnAnswered).when(answerTurn(answer)).thenNothing());

  it('that comes after the turn failed stays unsaid', () =>
    given(sessionStarted, turnStarted, { type: 'TurnFailed', turnId: TURN, error: 'States.Timeout' })
      .when(answerTurn(answer))
      .thenNothing());

  it('counts question and answer', () => {
    expect(given(sessionStarted, turnStarted).state).toMatchObject({ messageCount: 0, turn: { id: TURN } });
    const { state } = given(sessionStarted, turnStarted, turnAnswered);
    expect(state).toMatchObject({ messageCount: 2 });
    expect(state).not.toHaveProperty('turn');
  });
});

describe('a failure', () => {
  it('closes the turn, and the next message is welcome', () => {
    const failed: SessionEvent = { type: 'TurnFailed', turnId: TURN, error: 'ModelUnavailable' };
    given(sessionStarted, turnStarted).when(failTurn(TURN, 'ModelUnavailable')).then(failed);
    given(sessionStarted, turnStarted, failed)
      .when(send({ turnId: OTHER }))
      .then({ ...turnStarted, turnId: OTHER });
  });

  it('of a turn that was answered is no failure', () =>
    given(sessionStarted, turnStarted, turnAnswered).when(failTurn(TURN, 'States.Timeout')).thenNothing());

  it('is recorded by reconcile after two minutes, at once where the process is known dead', () => {
    const abandoned: SessionEvent = { type: 'TurnFailed', turnId: TURN, error: 'TurnAbandoned' };
    const past = given(sessionStarted, turnStarted);
    past.when(abandonTurn(TURN), after(60)).thenNothing();
    past.when(abandonTurn(TURN), after(121)).then(abandoned);
    past.when(abandonTurn(TURN, true), after(1)).then(abandoned);
    past.when(abandonTurn(OTHER, true), after(1)).thenNothing();
  });
});

it('a fact before the beginning changes nothing', () => {
  expect(given(turnStarted).state).toEqual({ status: 'none' });
  expect(session.evolve(session.initial, turnAnswered, NOW)).toBe(session.initial);
});

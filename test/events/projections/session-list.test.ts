import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldEvents } from '../../../events/core/decider.ts';
import { projectSession, type SessionFact, type SessionRow } from '../../../events/projections/session-list.ts';
import { session, type SessionEvent } from '../../../events/session/index.ts';
import { after, NOW } from '../../support/given.ts';

const TURN = '11111111-1111-4111-8111-111111111111';
const started: SessionEvent = { type: 'SessionStarted', level: 'quick' };
const asked = (message: string): SessionEvent => ({
  type: 'TurnStarted',
  turnId: TURN,
  level: 'quick',
  vehicleContext: false,
  message,
});
const failed: SessionEvent = { type: 'TurnFailed', turnId: TURN, error: 'X' };
const titled = (title: string): SessionEvent => ({ type: 'SessionTitled', title, by: 'person' });

/** A session's commits, one event each, a second apart. */
const history = (events: SessionEvent[]): SessionFact[] => {
  let state = session.initial;
  return events.map((event, index) => {
    state = foldEvents(session, state, [event], after(index));
    return { subject: 'user-sam', stream: 'session/s1', number: index + 1, state };
  });
};

const project = (facts: SessionFact[]) =>
  facts.reduce<SessionRow | undefined>((row, fact) => projectSession(row, fact), undefined);

describe('a row of the session list', () => {
  it('shows what the session is', () => {
    expect(project(history([started, asked('Squeal'), failed, titled('Brakes')]))).toEqual({
      userId: 'user-sam',
      sessionId: 's1',
      status: 'ACTIVE',
      title: 'Brakes',
      diagnosticLevel: 'quick',
      createdAt: NOW,
      lastActive: after(2),
      messageCount: 2,
      firstMessage: 'Squeal',
      through: 4,
    });
  });

  it('counts the files that are there; a row of before there were any shows none', () => {
    const uploadId = '22222222-2222-4222-8222-222222222222';
    const attached: SessionEvent = {
      type: 'FileAttached',
      uploadId,
      contentType: 'image/png',
      size: 70,
      name: 'a.png',
    };
    const removed: SessionEvent = { type: 'FileRemoved', uploadId };
    expect(project(history([started, attached]))).toMatchObject({ fileCount: 1, through: 2 });
    expect(project(history([started, attached, removed]))).not.toHaveProperty('fileCount');
    const [before, later] = history([started, titled('Brakes')]);
    const old = projectSession(undefined, before!);
    expect(old).not.toHaveProperty('fileCount');
    expect(projectSession(old, later!)).toMatchObject({ title: 'Brakes', through: 2 });
  });

  it('stays the same object where a commit changes nothing it shows', () => {
    const [first, second, , fourth] = history([started, asked('a'), failed, asked('b')]);
    const row = projectSession(undefined, first!);
    expect(projectSession(row, first!)).toBe(row);
    const closed = project(history([started, asked('a'), failed]));
    expect(projectSession(closed, fourth!)).toBe(closed);
    expect(projectSession(closed, second!)).toBe(closed);
  });

  it('comes out the same whatever order commits arrive in, and however often', () => {
    const facts = history([started, asked('a'), failed, titled('x'), asked('b'), failed, titled('y')]);
    const orders = fc.array(fc.integer({ min: 0, max: facts.length - 1 }), { maxLength: 20 });
    fc.assert(
      fc.property(orders, (order) => {
        const delivered = [...order, ...facts.keys()].map((index) => facts[index]!);
        const { through: _a, ...live } = project(delivered)!;
        const { through: _b, ...rebuilt } = projectSession(undefined, facts.at(-1)!)!;
        expect(live).toEqual(rebuilt);
      }),
    );
  });
});

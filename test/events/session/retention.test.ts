import { describe, expect, it } from 'vitest';
import { dueDays, neverDays, stampOf } from '../../../events/projections/due.ts';
import { dueAt, endByRetention, isOver, session, type SessionEvent } from '../../../events/session/index.ts';
import { after, NOW, story } from '../../support/given.ts';

const VISITOR = 'anon-session-11111111-1111-4111-8111-111111111111';
const PERSON = 'user-sam';
const DAY = 86_400;
const active = { lastActive: NOW };
const kept = { lastActive: NOW, kept: true as const };

describe('a session is due', () => {
  it.each([
    ['a visitor’s an hour after the last activity', VISITOR, active, -1, after(3_600)],
    ['a visitor’s whatever an account says', VISITOR, active, 30, after(3_600)],
    ['a kept one of a visitor after the days that were chosen', VISITOR, kept, 30, after(30 * DAY)],
    ['a kept one of a visitor who chose nothing never', VISITOR, kept, -1, undefined],
    ['a person’s after 30 days', PERSON, active, 30, after(30 * DAY)],
    ['a person’s after 90 days', PERSON, active, 90, after(90 * DAY)],
    ['a person’s never without a choice', PERSON, active, -1, undefined],
  ] as const)('%s', (_name, userId, at, days, due) => expect(dueAt(userId, at, days)).toBe(due));

  it('and over a moment later, unless a turn is being answered', () => {
    expect(isOver(VISITOR, active, -1, after(3_600))).toBe(false);
    expect(isOver(VISITOR, active, -1, after(3_601))).toBe(true);
    const turn = (startedAt: string) => ({ turn: { id: 't', startedAt, rounds: 0 } });
    expect(isOver(VISITOR, { ...active, ...turn(after(3_590)) }, -1, after(3_601))).toBe(false);
    expect(isOver(VISITOR, { ...active, ...turn(after(10)) }, -1, after(3_601))).toBe(true);
    expect(isOver(PERSON, active, 30, after(30 * DAY))).toBe(false);
    expect(isOver(PERSON, active, 30, after(31 * DAY))).toBe(true);
  });
});

describe('retention', () => {
  const started: SessionEvent = { type: 'SessionStarted', level: 'quick' };
  const { given } = story(session);
  const deleted: SessionEvent = { type: 'SessionDeleted' };

  it('deletes what is over', () =>
    given(started)
      .when(endByRetention(PERSON, 30), after(31 * DAY))
      .then(deleted));
  it('leaves what is not', () =>
    given(started)
      .when(endByRetention(PERSON, 30), after(30 * DAY))
      .thenNothing());
  it('does nothing to what is gone, or never was', () => {
    given(started, deleted)
      .when(endByRetention(PERSON, 30), after(31 * DAY))
      .thenNothing();
    given()
      .when(endByRetention(PERSON, 30), after(31 * DAY))
      .thenNothing();
  });
});

describe('the sweep looks', () => {
  const at = (userId: string, lastActive: string, days: 0 | 30 | 90 | -1, notBefore?: string) =>
    stampOf({ userId, lastActive }, days, notBefore);

  it('at a visitor’s session in the five minutes in which it is due', () => {
    expect(at(VISITOR, '2026-01-22T10:03:20.000Z', 0).dueAt).toBe('2026-01-22T11:00:00.000Z');
    expect(at(VISITOR, '2026-01-22T10:04:59.999Z', 0)).toEqual(at(VISITOR, '2026-01-22T10:00:00.000Z', 0));
  });

  it('at a kept one at the first midnight after it is due, so that a day’s turns move nothing', () => {
    expect(at(PERSON, '2026-01-22T00:00:00.001Z', 30)).toMatchObject({ dueAt: '2026-02-22T00:00:00.000Z' });
    expect(at(PERSON, '2026-01-22T23:59:59.999Z', 30)).toEqual(at(PERSON, '2026-01-22T00:00:00.001Z', 30));
    expect(at(PERSON, '2026-01-22T00:00:00.000Z', 30).dueAt).toBe('2026-02-21T00:00:00.000Z');
  });

  it('never at one without an end; it stands apart, by its last day', () => {
    const { dueDay, dueAt: day } = at(PERSON, NOW, -1);
    expect(neverDays()).toContain(dueDay);
    expect(day).toBe('2026-01-22T00:00:00.000Z');
  });

  it('in one of the days that it asks for, even where it should have looked long ago', () => {
    const today = '2026-06-01T08:00:00.000Z';
    expect(dueDays(today, 2)).toContain(at(PERSON, NOW, 30, today).dueDay);
    expect(dueDays(today, 2)).not.toContain(at(PERSON, NOW, 30).dueDay);
    expect(dueDays(today, 2)).toHaveLength(8);
  });
});

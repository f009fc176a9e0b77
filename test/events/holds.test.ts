/** Legal holds as history (SPEC N3). */
import { describe, expect, it } from 'vitest';
import { heldBy, HOLD_LIMIT, holds, placeHold, releaseHold, type HoldsEvent } from '../../events/holds/index.ts';
import type { HoldScope } from '../../schemas/privacy.ts';
import { story } from '../support/given.ts';

const { given } = story(holds);

const id = (n: number): string => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;
const SESSION = id(901);
const OTHER_SESSION = id(902);
const VEHICLE = id(903);

const onSession: HoldScope = { what: 'session', sessionId: SESSION };
const hold = (n: number, scope: HoldScope = { what: 'account' }) => ({
  holdId: id(n),
  scope,
  reason: 'Claim 4711 at the district court',
  by: 'user-cleo' as const,
});
const placed = (n: number, scope?: HoldScope): HoldsEvent => ({ type: 'HoldPlaced', ...hold(n, scope) });
const released = (n: number): HoldsEvent => ({ type: 'HoldReleased', holdId: id(n), reason: 'Settled' });

describe('a hold', () => {
  it('is placed once', () => {
    given()
      .when(placeHold(hold(1)))
      .then(placed(1));
    given(placed(1))
      .when(placeHold(hold(1)))
      .thenNothing();
  });

  it('stands beside another one on the same data', () =>
    given(placed(1))
      .when(placeHold(hold(2)))
      .then(placed(2)));

  it('is released once', () => {
    given(placed(1))
      .when(releaseHold(id(1), 'Settled'))
      .then(released(1));
    given(placed(1), released(1))
      .when(releaseHold(id(1), 'Settled'))
      .thenNothing();
  });

  it('that never was cannot be released', () =>
    given(placed(1))
      .when(releaseHold(id(2), 'Settled'))
      .thenRefused('NotFound'));

  it('that was released is not placed again', () =>
    given(placed(1), released(1))
      .when(placeHold(hold(1)))
      .thenRefused('AlreadyExists'));

  it('is the last one that fits when twenty stand', () => {
    const many = Array.from({ length: HOLD_LIMIT }, (_, n) => placed(n + 1));
    given(...many.slice(1))
      .when(placeHold(hold(1)))
      .then(placed(1));
    given(...many)
      .when(placeHold(hold(99)))
      .thenRefused('QuotaExceeded');
  });

  it('leaves no reason behind once it is released, and the newest twenty ids', () => {
    const past = Array.from({ length: 30 }, (_, n) => [placed(n + 1), released(n + 1)]).flat();
    const { state } = given(...past);
    expect(state.open).toEqual([]);
    expect(state.released).toEqual(Array.from({ length: 20 }, (_, n) => id(n + 11)));
  });
});

describe('an erasure', () => {
  const scopes = {
    session: { what: 'session', sessionId: SESSION },
    otherSession: { what: 'session', sessionId: OTHER_SESSION },
    vehicle: { what: 'vehicle', vehicleId: VEHICLE },
    vehicles: { what: 'vehicles' },
    account: { what: 'account' },
  } as const;
  const heldIn = (...past: HoldsEvent[]) => {
    const { state } = given(...past);
    return Object.entries(scopes)
      .filter(([, scope]) => heldBy(state, scope) !== undefined)
      .map(([name]) => name);
  };

  it('waits for nothing where no hold stands', () => {
    expect(heldIn()).toEqual([]);
    expect(heldIn(placed(1), released(1))).toEqual([]);
  });

  it('of anything waits for a hold on everything', () => expect(heldIn(placed(1))).toEqual(Object.keys(scopes)));

  it('of one session does not wait for a hold on another; everything that may touch that one does', () =>
    expect(heldIn(placed(1, onSession))).toEqual(['session', 'vehicle', 'vehicles', 'account']));

  it('names the oldest hold, and after its release the next', () => {
    expect(heldBy(given(placed(1, onSession), placed(2)).state, scopes.account)).toBe(id(1));
    expect(heldBy(given(placed(1, onSession), placed(2), released(1)).state, scopes.account)).toBe(id(2));
    expect(heldBy(given(placed(1, onSession), placed(2)).state, scopes.otherSession)).toBe(id(2));
  });
});

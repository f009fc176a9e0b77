import { describe, expect, it } from 'vitest';
import {
  account,
  chooseRetention,
  closeAccount,
  isKeptVisitor,
  isRestricted,
  keptDays,
  liftRestriction,
  openAccount,
  rectifyProfile,
  restrictProcessing,
  type AccountEvent,
} from '../../events/account/index.ts';
import { NOW, story } from '../support/given.ts';

const { given } = story(account);
const opened: AccountEvent = { type: 'AccountOpened', kind: 'registered' };
const visiting: AccountEvent = { type: 'AccountOpened', kind: 'anonymous' };

describe('an account', () => {
  it('opens once', () => {
    given().when(openAccount('registered')).then(opened);
    given(opened).when(openAccount('registered')).thenNothing();
  });

  it('keeps everything until the person chooses otherwise', () => {
    expect(given(opened).state).toEqual({ status: 'open', kind: 'registered', createdAt: NOW, retentionDays: -1 });
    given(opened).when(chooseRetention(30)).then({ type: 'RetentionChosen', days: 30 });
    expect(given(opened, { type: 'RetentionChosen', days: 90 }).state).toMatchObject({ retentionDays: 90 });
  });

  it('has no retention to choose again, nor one before it opened', () => {
    given(opened, { type: 'RetentionChosen', days: 30 }).when(chooseRetention(30)).thenNothing();
    given().when(chooseRetention(30)).thenRefused('NotFound');
    expect(given({ type: 'RetentionChosen', days: 30 }).state).toEqual({ status: 'none' });
  });

  it('closes once, and where it was never opened there is nothing to close', () => {
    given(opened).when(closeAccount).then({ type: 'AccountClosed' });
    given(opened, { type: 'AccountClosed' }).when(closeAccount).thenNothing();
    given().when(closeAccount).thenNothing();
  });

  it('opens anew only when what it held is erased', () => {
    given(opened, { type: 'AccountClosed' }).when(openAccount('registered')).thenRefused('ConcurrentModification');
  });
});

describe('a restriction', () => {
  const restricted: AccountEvent = { type: 'ProcessingRestricted' };
  const lifted: AccountEvent = { type: 'RestrictionLifted' };
  const withdrawn: AccountEvent = { type: 'ConsentWithdrawn', purpose: 'keep-data' };

  it('is asked for once, and lifted once', () => {
    given(opened).when(restrictProcessing).then(restricted);
    given(opened, restricted).when(restrictProcessing).thenNothing();
    given(opened, restricted).when(liftRestriction).then(lifted);
    given(opened, restricted, lifted).when(liftRestriction).thenNothing();
    given(opened).when(liftRestriction).thenNothing();
  });

  it('counts for whoever asked for it, and for a person who withdrew their consent', () => {
    expect(isRestricted(given(opened).state)).toBe(false);
    expect(isRestricted(given().state)).toBe(false);
    expect(isRestricted(given(opened, restricted).state)).toBe(true);
    expect(isRestricted(given(visiting, restricted).state)).toBe(true);
    expect(isRestricted(given(opened, restricted, lifted).state)).toBe(false);
    expect(isRestricted(given(opened, withdrawn).state)).toBe(true);
    expect(isRestricted(given(visiting, withdrawn).state)).toBe(false);
  });

  it('that a withdrawn consent brought is not lifted without another consent', () => {
    given(opened, withdrawn).when(liftRestriction).thenRefused('PermissionDenied');
    given(opened, restricted, withdrawn).when(liftRestriction).thenRefused('PermissionDenied');
  });
});

describe('a profile', () => {
  const named: AccountEvent = { type: 'ProfileRectified', name: 'Sam' };

  it('is corrected, and its name taken out', () => {
    given(opened).when(rectifyProfile('Sam')).then(named);
    given(opened, named).when(rectifyProfile('Sam')).thenNothing();
    given(opened, named).when(rectifyProfile('Samira')).then({ type: 'ProfileRectified', name: 'Samira' });
    given(opened, named).when(rectifyProfile(undefined)).then({ type: 'ProfileRectified' });
    expect(given(opened, named, { type: 'ProfileRectified' }).state).toEqual(given(opened).state);
  });
});

describe('what is kept', () => {
  const consented: AccountEvent = { type: 'ConsentGiven', purpose: 'keep-data', version: '1', hash: 'a'.repeat(64) };
  const verified: AccountEvent = { type: 'EmailVerified', email: 'vera@example.com' };
  const withdrawn: AccountEvent = { type: 'ConsentWithdrawn', purpose: 'keep-data' };
  const daysOf = (kind: 'registered' | 'anonymous', ...past: AccountEvent[]) => keptDays(kind, given(...past).state);

  it('of a visitor, it takes consent and a verified address, in either order', () => {
    expect(isKeptVisitor(given(visiting, consented).state)).toBe(false);
    expect(isKeptVisitor(given(visiting, verified).state)).toBe(false);
    expect(isKeptVisitor(given(visiting, consented, verified).state)).toBe(true);
    expect(isKeptVisitor(given(visiting, consented, verified, withdrawn).state)).toBe(false);
    expect(isKeptVisitor(given(visiting, consented, verified, withdrawn, consented).state)).toBe(true);
  });

  it('is kept for an hour, for the days that were chosen, or without end', () => {
    const chosen: AccountEvent = { type: 'RetentionChosen', days: 30 };
    expect(daysOf('anonymous')).toBe(0);
    expect(daysOf('anonymous', visiting, chosen)).toBe(0);
    expect(daysOf('anonymous', visiting, consented, verified)).toBe(-1);
    expect(daysOf('anonymous', visiting, consented, verified, chosen)).toBe(30);
    expect(daysOf('registered')).toBe(-1);
    expect(daysOf('registered', opened, chosen)).toBe(30);
  });
});

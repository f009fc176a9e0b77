import { describe, expect, it } from 'vitest';
import { account, chooseRetention, closeAccount, openAccount, type AccountEvent } from '../../events/account/index.ts';
import { NOW, story } from '../support/given.ts';

const { given } = story(account);
const opened: AccountEvent = { type: 'AccountOpened', kind: 'registered' };

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

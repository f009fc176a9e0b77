/** SPEC B5: explicit consent, to a text, withdrawn at any time. */
import { describe, expect, it } from 'vitest';
import { account, giveConsent, withdrawConsent, type AccountEvent } from '../../../events/account/index.ts';
import { NOW, story } from '../../support/given.ts';

const { given } = story(account);
const opened: AccountEvent = { type: 'AccountOpened', kind: 'registered' };
const visiting: AccountEvent = { type: 'AccountOpened', kind: 'anonymous' };
const toVersion = (version: string) => ({ purpose: 'keep-data' as const, version, hash: version.repeat(64) });
const first: AccountEvent = { type: 'ConsentGiven', ...toVersion('1') };
const second: AccountEvent = { type: 'ConsentGiven', ...toVersion('2') };
const withdrawn: AccountEvent = { type: 'ConsentWithdrawn', purpose: 'keep-data' };

describe('consent', () => {
  it('names the text that was shown; a newer text is another consent', () => {
    given(visiting)
      .when(giveConsent(toVersion('1')))
      .then(first);
    given(visiting, first)
      .when(giveConsent(toVersion('1')))
      .thenNothing();
    given(visiting, first)
      .when(giveConsent(toVersion('2')))
      .then(second);
    expect(given(visiting, first, second).state).toMatchObject({
      consents: { 'keep-data': { version: '2', at: NOW } },
    });
  });

  it('is withdrawn once, and can be given again', () => {
    given(visiting, first).when(withdrawConsent('keep-data')).then(withdrawn);
    given(visiting, first, withdrawn).when(withdrawConsent('keep-data')).thenNothing();
    given(visiting, first, withdrawn)
      .when(giveConsent(toVersion('1')))
      .then(first);
    expect(given(visiting, first, withdrawn, first).state).toEqual(given(visiting, first).state);
  });

  it('that a visitor never gave is not there to withdraw; a person who signed in can say no all the same', () => {
    given(visiting).when(withdrawConsent('keep-data')).thenNothing();
    given(opened).when(withdrawConsent('keep-data')).then(withdrawn);
  });

  it('needs an account', () => {
    given()
      .when(giveConsent(toVersion('1')))
      .thenRefused('NotFound');
    given().when(withdrawConsent('keep-data')).thenRefused('NotFound');
  });
});

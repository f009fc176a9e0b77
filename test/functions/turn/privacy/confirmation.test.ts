/** What confirms a wish, what declines it, and what is neither. */
import { describe, expect, it } from 'vitest';
import { aboutPrivacy } from '../../../../functions/turn/privacy/ask-dixon.ts';
import { confirmationIn, phraseOf } from '../../../../functions/turn/privacy/confirmation.ts';
import type { PrivacyWish } from '../../../../schemas/privacy.ts';

const account: PrivacyWish = { kind: 'erasure', scope: { what: 'account' } };
const wishes: PrivacyWish[] = [
  account,
  { kind: 'erasure', scope: { what: 'session', sessionId: '11111111-1111-4111-8111-111111111111' } },
  { kind: 'erasure', scope: { what: 'vehicles' } },
  { kind: 'export' },
];

describe('a wish to delete the account', () => {
  it.each([
    'yes, delete my account',
    'Yes. Delete my account!',
    '"yes, delete my account"',
    'YES',
    'Confirm.',
    ' yes ',
  ])('is confirmed by: %s', (message) => expect(confirmationIn(message, account)).toBe('yes'));

  it.each(['no', 'No!', 'No thanks', 'cancel', 'Never mind.', "Don't", 'I changed my mind'])(
    'is declined by: %s',
    (message) => expect(confirmationIn(message, account)).toBe('no'),
  );

  it.each(['yes?', 'ok', 'yes please', 'sure, do it', 'Go ahead and delete it', 'yes export my data', 'okay yes'])(
    'is not confirmed, though it seems so, by: %s',
    (message) => expect(confirmationIn(message, account)).not.toBe('yes'),
  );

  it.each([
    'yes, but first tell me why my brakes squeal',
    'yes my brakes squeal too',
    'ok, my brakes squeal',
    'yes and no',
    'no noise when braking',
    'What does that mean?',
    'My brakes squeal',
    'yes yes yes brakes',
  ])('is left for an ordinary message by: %s', (message) => expect(confirmationIn(message, account)).toBeUndefined());
});

it.each(wishes)('each wish is confirmed by its own words: %o', (wish) => {
  expect(confirmationIn(`Yes, ${phraseOf(wish)}.`, wish)).toBe('yes');
  const others = wishes.filter((other) => other !== wish);
  for (const other of others) expect(confirmationIn(`Yes, ${phraseOf(other)}.`, wish)).not.toBe('yes');
});

describe('the message after a wish', () => {
  it('is another wish where it says one', () =>
    expect(aboutPrivacy('Yes, export my data', account)).toEqual({ heard: 'export' }));

  it('asks again where it only repeats the wish', () =>
    expect(aboutPrivacy('delete my account', account)).toEqual({ heard: 'erase-account' }));

  it('confirms nothing where nothing was heard', () => {
    for (const message of ['yes', 'confirm', 'no', 'ok']) expect(aboutPrivacy(message, undefined)).toBeUndefined();
  });
});

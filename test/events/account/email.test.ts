/** SPEC B2: six digits, 15 minutes, 5 tries; and no more than five codes an hour. */
import { describe, expect, it } from 'vitest';
import { foldEvents } from '../../../events/core/decider.ts';
import {
  account,
  proveByCode,
  sendEmailCode,
  unsendEmailCode,
  verifyEmail,
  type AccountEvent,
  type AccountState,
} from '../../../events/account/index.ts';
import { after, NOW, story } from '../../support/given.ts';

const { given } = story(account);
const opened: AccountEvent = { type: 'AccountOpened', kind: 'registered' };
const visiting: AccountEvent = { type: 'AccountOpened', kind: 'anonymous' };
const consented: AccountEvent = { type: 'ConsentGiven', purpose: 'keep-data', version: '1', hash: 'a'.repeat(64) };
const withdrawn: AccountEvent = { type: 'ConsentWithdrawn', purpose: 'keep-data' };

const code = (salt: string) => ({ email: 'sam@example.com', codeHash: `hash-${salt}`, salt });
const sent = (salt: string, at = NOW): AccountEvent => ({
  type: 'EmailCodeSent',
  ...code(salt),
  expiresAt: new Date(Date.parse(at) + 900_000).toISOString(),
});
const refused: AccountEvent = { type: 'EmailCodeRefused' };
const unsent: AccountEvent = { type: 'EmailCodeUnsent' };
const verified: AccountEvent = { type: 'EmailVerified', email: 'sam@example.com' };

const right = verifyEmail(({ hash, salt }) => hash === `hash-${salt}`);
const wrong = verifyEmail(() => false);
/** The code of one salt, and of no other. */
const codeOf = (salt: string) => verifyEmail((pending) => pending.salt === salt);

describe('a code', () => {
  it('goes out for 15 minutes', () => {
    given(opened)
      .when(sendEmailCode(code('a')), NOW)
      .then(sent('a'));
    given(opened, sent('a')).when(right, after(899)).then(verified);
    given(opened, sent('a')).when(right, after(900)).thenRefused('NotFound');
  });

  it('verifies the address that it went to, once', () => {
    expect(given(opened, sent('a'), verified).state).toMatchObject({ email: 'sam@example.com' });
    given(opened, sent('a'), verified).when(right).thenRefused('NotFound');
  });

  it('was never asked for', () => {
    given(opened).when(right).thenRefused('NotFound');
    given().when(right).thenRefused('NotFound');
    given()
      .when(sendEmailCode(code('a')))
      .thenRefused('NotFound');
  });

  it('is refused four times and still holds; the fifth wrong try ends it', () => {
    const tried = (times: number) => given(opened, sent('a'), ...Array.from({ length: times }, () => refused));
    tried(0).when(wrong).then(refused);
    tried(4).when(right).then(verified);
    tried(4).when(wrong).then(refused);
    tried(5).when(right).thenRefused('NotFound');
    expect(tried(5).state).not.toHaveProperty('code');
  });

  it('takes the place of the one before, with five tries of its own', () => {
    const past = given(opened, sent('a'), refused, refused, refused, refused, sent('b'));
    past.when(codeOf('a')).then(refused);
    past.when(codeOf('b')).then(verified);
    expect(past.state).toMatchObject({ code: { salt: 'b', tries: 0 } });
  });

  it('for another address leaves the verified one until that is verified too', () => {
    const other: AccountEvent = { ...sent('b'), type: 'EmailCodeSent', email: 'other@example.com' } as AccountEvent;
    expect(given(opened, sent('a'), verified, other).state).toMatchObject({ email: 'sam@example.com' });
    given(opened, sent('a'), verified, other).when(right).then({ type: 'EmailVerified', email: 'other@example.com' });
  });
});

describe('a code whose mail did not go out', () => {
  it('is taken back and counts for nothing', () => {
    given(opened, sent('a')).when(unsendEmailCode('a')).then(unsent);
    given(opened, sent('a'), unsent).when(right).thenRefused('NotFound');
    expect(given(opened, sent('a'), unsent).state).toMatchObject({ codesSentAt: [], unsent: true });
  });

  it('stays as it is where another code took its place', () =>
    given(opened, sent('a'), sent('b')).when(unsendEmailCode('a')).thenNothing());

  it('is forgotten with the next one', () =>
    expect(given(opened, sent('a'), unsent, sent('b')).state).not.toHaveProperty('unsent'));
});

describe('how many codes', () => {
  /** Codes sent at these seconds of the story. */
  const codesAt = (...seconds: number[]): AccountState =>
    seconds.reduce(
      (state, second) => foldEvents(account, state, [sent('x', after(second))], after(second)),
      given(opened).state,
    );
  const ask = (state: AccountState, second: number) => sendEmailCode(code('y'))(state, after(second));

  it('five within an hour, wherever the hour begins', () => {
    expect(ask(codesAt(0, 60, 120, 180), 240)).toHaveLength(1);
    expect(() => ask(codesAt(0, 60, 120, 180, 240), 300)).toThrow(
      expect.objectContaining({ name: 'RateLimited', facts: { seconds: 3_300 } }),
    );
    expect(ask(codesAt(0, 60, 120, 180, 240), 3_600)).toHaveLength(1);
    expect(() => ask(codesAt(0, 60, 120, 180, 240, 3_600), 3_610)).toThrow(
      expect.objectContaining({ name: 'RateLimited', facts: { seconds: 50 } }),
    );
  });

  it('the state remembers five instants, not more', () =>
    expect(codesAt(0, 1, 2, 3, 4, 5, 6)).toMatchObject({ codesSentAt: [2, 3, 4, 5, 6].map(after) }));
});

describe('a visitor', () => {
  it('consents before their address is kept', () => {
    given(visiting)
      .when(sendEmailCode(code('a')))
      .thenRefused('PermissionDenied');
    given(visiting, consented)
      .when(sendEmailCode(code('a')), NOW)
      .then(sent('a'));
    given(visiting, consented, sent('a')).when(right).then(verified);
  });

  it('who withdraws meanwhile verifies nothing', () =>
    given(visiting, consented, sent('a'), withdrawn).when(right).thenRefused('PermissionDenied'));
});

describe('a code that proves who somebody is', () => {
  const proves = proveByCode(({ hash, salt }) => hash === `hash-${salt}`);
  const doubts = proveByCode(() => false);
  const standing = [opened, sent('a'), verified];
  const later: AccountEvent[] = [...standing, sent('b', after(86_400))];

  it('went to an address that was verified a day ago', () => {
    given(...later)
      .when(proves, after(86_400))
      .then(verified);
    given(...later)
      .when(doubts, after(86_400))
      .then(refused);
  });

  it('did not go to one that was verified just now', () =>
    given(...later)
      .when(proves, after(86_399))
      .thenRefused('PermissionDenied'));

  it('did not go to another address, nor to one that was never verified', () => {
    const elsewhere: AccountEvent = { ...sent('c', after(86_400)), email: 'thief@example.com' } as AccountEvent;
    given(...later, elsewhere)
      .when(proves, after(86_400))
      .thenRefused('PermissionDenied');
    given(opened, sent('a')).when(proves).thenRefused('PermissionDenied');
  });

  it('must hold, as any other', () => {
    given(...standing)
      .when(proves, after(86_400))
      .thenRefused('NotFound');
    given(...later)
      .when(proves, after(86_400 + 900))
      .thenRefused('NotFound');
  });

  it('is no proof again for a day once the address was changed and changed back', () => {
    const other: AccountEvent = { type: 'EmailVerified', email: 'other@example.com' };
    const steps: [AccountEvent, number][] = [
      ...standing.map((event): [AccountEvent, number] => [event, 0]),
      [other, 50_000],
      [verified, 60_000],
      [sent('b', after(86_400)), 86_400],
    ];
    const state = steps.reduce<AccountState>(
      (before, [event, seconds]) => foldEvents(account, before, [event], after(seconds)),
      account.initial,
    );
    expect(() => proves(state, after(86_400))).toThrow(expect.objectContaining({ name: 'PermissionDenied' }));
    expect(proves({ ...state, emailSince: after(0) } as AccountState, after(86_400))).toEqual([verified]);
  });
});

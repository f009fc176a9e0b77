/** What Dixon says about a person's data: short, true of what is known, and no promise that the law may break. */
import { describe, expect, it } from 'vitest';
import * as answers from '../../../../functions/turn/privacy/answers.ts';
import type { Known } from '../../../../functions/turn/privacy/standing.ts';
import { wishIn } from '../../../../functions/turn/privacy/wishes.ts';
import type { ErasureScope, PrivacyWish } from '../../../../schemas/privacy.ts';

const person: Known = { kind: 'registered', email: 'sam@example.com', keptDays: -1, restricted: false };
const REQUEST = '99999999-9999-4999-8999-999999999999';
const scopes: ErasureScope[] = [
  { what: 'account', signIn: true },
  { what: 'account' },
  { what: 'session', sessionId: REQUEST },
  { what: 'vehicles' },
];
const erasures = scopes.map((scope): PrivacyWish => ({ kind: 'erasure', scope }));

describe('what is known of somebody', () => {
  it('is told line by line', () => {
    const everything = { ...person, name: 'Sam', keptDays: 30, consentedAt: '2026-11-20T10:00:00.000Z' } as const;
    expect(
      answers
        .known({ ...everything, restricted: true }, 3)
        .split('\n')
        .slice(0, -1),
    ).toEqual([
      'Your verified email address is sam@example.com.',
      'You want to be called Sam.',
      'Your library has 3 vehicles.',
      'Conversations are kept until 30 days after their last activity.',
      'You consented on 2026-11-20 that your data is kept.',
      'You restricted the processing of your data.',
    ]);
  });

  it('is told where it is nothing', () =>
    expect(answers.known(person, 0)).toMatch(/no name of yours[^]+no vehicles[^]+until you delete[^]+no consent/));
});

describe('an erasure', () => {
  it.each(erasures)('is asked back and begun without a promise: %o', (wish) => {
    for (const answer of [answers.question(wish, 2), answers.confirmed(wish, REQUEST)])
      expect(answer).toContain('waits where the law obliges us to keep something');
    expect(answers.question(wish, 2)).toContain('cannot be undone');
    expect(answers.confirmed(wish, REQUEST)).toContain(REQUEST);
  });

  it('takes the sign-in only of somebody who has one', () =>
    expect(erasures.map((wish) => answers.question(wish, 2).includes('sign in with'))).toEqual([
      true,
      false,
      false,
      false,
    ]));
});

it('every wish that an answer names is heard when it is written', () => {
  const named = [...answers.CHOICES.matchAll(/"([^"]+)"/g)].map(([, wish]) => wish!);
  expect(named.map((wish) => wishIn(wish))).toEqual([
    'know',
    'export',
    'erase-conversation',
    'erase-vehicles',
    'erase-account',
  ]);
});

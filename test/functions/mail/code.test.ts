/** Codes by mail: what they are made of, and what is kept of them. */
import { describe, expect, it } from 'vitest';
import { hashOfCode, isCode, sixDigits } from '../../../functions/shared/mail/code.ts';
import { codeMail } from '../../../functions/shared/mail/code-mail.ts';

describe('a code', () => {
  it('has six digits, small numbers too, and is hardly ever the same', () => {
    const codes = Array.from({ length: 2_000 }, sixDigits);
    for (const code of codes) expect(code).toMatch(/^\d{6}$/);
    expect(new Set(codes).size).toBeGreaterThan(1_950);
    expect(codes.some((code) => code.startsWith('0'))).toBe(true);
  });

  it('is known again by its hash and salt, and by no other', () => {
    const kept = { hash: hashOfCode('012345', 'salt-1'), salt: 'salt-1' };
    expect(isCode('012345', kept)).toBe(true);
    expect(isCode('012346', kept)).toBe(false);
    expect(isCode('012345', { ...kept, salt: 'salt-2' })).toBe(false);
    expect(kept.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(kept.hash).not.toBe(hashOfCode('012345', 'salt-2'));
  });
});

it('the mail brings the code in its text, where a locked screen does not show it', () => {
  const { to, subject, text } = codeMail('user-sam', 'sam@example.com', '012345');
  expect(to).toBe('sam@example.com');
  expect(text).toContain('012345');
  expect(text).toContain('15 minutes');
  expect(subject).not.toMatch(/\d/);
});

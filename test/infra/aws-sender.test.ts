/** From whom mails come on AWS. */
import { App, Stack } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { senderOf, UnknownSender } from '../../infra/aws/sender.ts';

const given = (mailFrom?: unknown) => senderOf(new Stack(new App({ context: { mailFrom } }), 'stack'));

test('the address that the deployment names, and nobody’s without one', () => {
  expect(given('dixon@example.org')).toBe('dixon@example.org');
  expect(given()).toBe('no-reply@example.com');
});

test.each(['', 'dixon', 'dixon@', '*@example.com', 'Dixon <dixon@example.com>', 5])('%j is none', (wrong) => {
  expect(() => given(wrong)).toThrow(UnknownSender);
});

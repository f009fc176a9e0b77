/** Mails by SES: the real client against a server on this machine. */
import { expect, test } from 'vitest';
import { createSesClient, createSesMailer } from '../../../functions/adapters/ses-mailer.ts';
import { failureForLog } from '../../../functions/runtime/tasks.ts';
import { MailUnavailable } from '../../../schemas/errors.ts';
import { clientFor, nobodyThere, startLoopback, thrownBy } from '../../support/loopback.ts';

const MAIL = { userId: 'user-sam', to: 'sam@example.com', subject: 'Grüße', text: 'Your code is 123456\n' };

const mailerAt = (server: { endpoint: string }) =>
  createSesMailer(createSesClient(clientFor(server)), 'dixon@example.com');

test('a mail goes out as one plain text to one person', async () => {
  await using server = await startLoopback(() => ({ body: '{"MessageId":"m-1"}' }));
  await mailerAt(server).send(MAIL);
  expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /v2/email/outbound-emails']);
  expect(JSON.parse(server.requests[0]!.body)).toEqual({
    FromEmailAddress: 'dixon@example.com',
    Destination: { ToAddresses: ['sam@example.com'] },
    Content: {
      Simple: {
        Subject: { Data: 'Grüße', Charset: 'UTF-8' },
        Body: { Text: { Data: 'Your code is 123456\n', Charset: 'UTF-8' } },
      },
    },
  });
});

test('a refusal is a named error that says neither to whom nor what', async () => {
  await using server = await startLoopback(() => ({
    status: 400,
    headers: { 'x-amzn-errortype': 'MessageRejected' },
    body: '{"message":"Email address is not verified: sam@example.com"}',
  }));
  const error = await thrownBy(mailerAt(server).send(MAIL), MailUnavailable);
  expect(error).toMatchObject({
    name: 'StorageUnavailable',
    recoverable: true,
    message: 'The mail could not be sent just now. Ask for it again in a minute.',
  });
  expect(failureForLog(error)).toMatchObject({ store: 'mail', reason: 'MessageRejected' });
  const all = JSON.stringify([error.message, error.stack, error.facts, String(error.cause)]);
  expect(all).not.toMatch(/sam@|123456/);
});

test('a service that is not there is the same named error', async () => {
  await thrownBy(mailerAt(await nobodyThere()).send(MAIL), MailUnavailable);
});

/** Mails by Amazon SES. */
import { SendEmailCommand, SESv2Client, type SESv2ClientConfig } from '@aws-sdk/client-sesv2';
import { MailUnavailable } from '../../schemas/errors.ts';
import type { Mailer } from '../shared/mail/ports.ts';

/** A client with time limits a person would wait for: 1 s to connect, 3 s for an answer, 2 tries. */
export const createSesClient = (config: SESv2ClientConfig = {}): SESv2Client =>
  new SESv2Client({
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 },
    maxAttempts: 2,
    ...config,
  });

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });

/** @param from an address, or the domain of one, that SES has verified */
export const createSesMailer = (client: SESv2Client, from: string): Mailer => ({
  send: async ({ to, subject, text }) => {
    const Simple = { Subject: utf8(subject), Body: { Text: utf8(text) } };
    const request = { FromEmailAddress: from, Destination: { ToAddresses: [to] }, Content: { Simple } };
    try {
      await client.send(new SendEmailCommand(request));
    } catch (error) {
      throw new MailUnavailable(error instanceof Error ? error.name : 'unknown');
    }
  },
});

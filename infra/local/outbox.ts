/** Mails on one machine: each becomes a file in `<data folder>/outbox` that its owner alone may read. Nothing is sent. */
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Mailer } from '../../functions/mail/ports.ts';
import { MailUnavailable } from '../../schemas/errors.ts';

const FROM = 'Dixon <dixon@localhost>';

type OutboxParts = {
  dataDir: string;
  /** The current instant, ISO 8601. */
  now: () => string;
  newId: () => string;
};

export const outboxIn = (dataDir: string): string => join(dataDir, 'outbox');

/** Instant, person and an id: in order of time, nothing of what is in it, and a person's own can be found. */
const fileName = (at: string, userId: string, id: string): string => `${at.replaceAll(':', '')}_${userId}_${id}.eml`;

/** Throws `MailUnavailable` where the folder takes no file. */
export const createOutbox = ({ dataDir, now, newId }: OutboxParts): Mailer => {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    send: async ({ userId, to, subject, text }) => {
      const at = now();
      try {
        const { message } = await transport.sendMail({ from: FROM, to, subject, text, date: new Date(at) });
        mkdirSync(outboxIn(dataDir), { recursive: true, mode: 0o700 });
        const file = join(outboxIn(dataDir), fileName(at, userId, newId()));
        await writeFile(file, message, { mode: 0o600, flag: 'wx' });
      } catch (error) {
        throw new MailUnavailable((error as NodeJS.ErrnoException).code ?? 'unknown');
      }
    },
  };
};

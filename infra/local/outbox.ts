/** Mails on one machine: each becomes a file in `<data folder>/outbox` that its owner alone may read. Nothing is sent. */
import { mkdirSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { asStorage } from '../../functions/adapters/dynamodb/client.ts';
import type { PersonEraser } from '../../functions/erase/ports.ts';
import type { Mailer } from '../../functions/shared/mail/ports.ts';
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

/** Between the instant and the id: neither has a `_` in it. */
const ownerIn = (name: string): string => name.slice(name.indexOf('_') + 1, name.lastIndexOf('_'));

/** The mails that a person was sent, for the erase job. */
export const outboxEraser = (dataDir: string): PersonEraser => {
  const folder = outboxIn(dataDir);
  const filesOf = async (userId: string): Promise<string[]> => {
    const names = await readdir(folder).catch((error: unknown) => {
      // nobody was sent anything yet
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    });
    return names.filter((name) => ownerIn(name) === userId);
  };
  return {
    count: (userId) => asStorage('outbox', async () => (await filesOf(userId)).length),
    remove: (userId) =>
      asStorage('outbox', async () => {
        const files = await filesOf(userId);
        for (const name of files) await rm(join(folder, name), { force: true });
        return files.length;
      }),
  };
};

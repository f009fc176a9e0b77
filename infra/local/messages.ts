/** What one machine tells people and administrators: a file in the outbox, a line in the log. */
import { randomUUID } from 'node:crypto';
import type { Notify } from '../../functions/api/ports.ts';
import type { Mailer } from '../../functions/shared/mail/ports.ts';
import type { RuntimeOptions } from './options.ts';
import { createOutbox } from './outbox.ts';

export const outboxOf = ({
  mailer,
  dataDir,
  now,
}: Pick<RuntimeOptions, 'mailer' | 'dataDir'> & { now: () => string }): Mailer =>
  mailer ?? createOutbox({ dataDir, now, newId: randomUUID });

export const noticesOf = ({ notify, logger }: Pick<RuntimeOptions, 'notify' | 'logger'>): Notify =>
  notify ?? (async (notice) => logger.error('system error noticed', notice));

/** What Dixon wrote to people on this machine. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outboxIn } from '../../infra/local/outbox.ts';

/** A person's mails as they stand in the outbox, oldest first; everybody's without a person. */
export const mailsOf = (dataDir: string, userId: string): string[] =>
  existsSync(outboxIn(dataDir))
    ? readdirSync(outboxIn(dataDir))
        .filter((name) => userId === '' || name.includes(`_${userId}_`))
        .toSorted()
        .map((name) => readFileSync(join(outboxIn(dataDir), name), 'utf8'))
    : [];

/** The codes that a person was sent, oldest first. */
export const codesOf = (dataDir: string, userId: string): string[] =>
  mailsOf(dataDir, userId).flatMap((mail) => /Your code is (\d{6})/.exec(mail)?.[1] ?? []);

/** Whoever it was sent to. */
export const newestCode = (dataDir: string): string => codesOf(dataDir, '').at(-1)!;

/** Another code than this one. */
export const notThis = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

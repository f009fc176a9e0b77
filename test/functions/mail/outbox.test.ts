/** Mails on one machine: files as any mail program opens them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createOutbox, outboxIn } from '../../../infra/local/outbox.ts';
import { MailUnavailable } from '../../../schemas/errors.ts';
import { thrownBy } from '../../support/loopback.ts';

let dataDir: string;
let ids = 0;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'dixon-test-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const outbox = () => createOutbox({ dataDir, now: () => '2026-11-21T09:30:00.000Z', newId: () => `id-${(ids += 1)}` });
const MAIL = { userId: 'user-sam', to: 'sam@example.com', subject: 'Grüße', text: 'Your code is 123456\n' };
const files = () => readdirSync(outboxIn(dataDir)).map((name) => join(outboxIn(dataDir), name));

it('a mail is a file of RFC 822 that its owner alone may read', async () => {
  await outbox().send(MAIL);
  const [file] = files();
  const text = readFileSync(file!, 'utf8');
  expect(text).toMatch(/^To: sam@example\.com\r$/m);
  expect(text).toMatch(/^Subject: =\?UTF-8\?/m);
  expect(text).toMatch(/^Date: Sat, 21 Nov 2026 09:30:00 \+0000\r$/m);
  expect(text).toMatch(/\r\n\r\nYour code is 123456\r\n/);
  expect(statSync(file!).mode & 0o777).toBe(0o600);
  expect(statSync(outboxIn(dataDir)).mode & 0o777).toBe(0o700);
});

it('its name says when and whose, and nothing of what is in it', async () => {
  const mailer = outbox();
  for (const userId of ['user-sam', 'user-eve']) await mailer.send({ ...MAIL, userId });
  const [first, second] = readdirSync(outboxIn(dataDir))
    .toSorted()
    .map((name) => name.split('_')[1]);
  expect([first, second]).toEqual(['user-eve', 'user-sam']);
  for (const name of readdirSync(outboxIn(dataDir))) expect(name).not.toMatch(/@|123456/);
});

it('a header cannot be smuggled in by an address or a subject', async () => {
  await outbox().send({ ...MAIL, subject: 'Hello\r\nBcc: eve@example.com' });
  expect(readFileSync(files()[0]!, 'utf8')).not.toMatch(/^Bcc:/m);
});

it('a folder that takes no file is a named error without the address', async () => {
  writeFileSync(outboxIn(dataDir), 'in the way');
  const error = await thrownBy(outbox().send(MAIL), MailUnavailable);
  expect(JSON.stringify([error.message, error.stack, error.facts])).not.toMatch(/sam@|123456/);
});

/** The copies of a person's mails on one machine, for the erase job. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createOutbox, outboxEraser, outboxIn } from '../../../infra/local/outbox.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { thrownBy } from '../../support/loopback.ts';

let dataDir: string;
let ids = 0;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'dixon-test-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const send = (userId: string) =>
  createOutbox({ dataDir, now: () => '2026-11-21T09:30:00.000Z', newId: () => `id-${(ids += 1)}` }).send({
    userId,
    to: 'sam@example.com',
    subject: 'Hello',
    text: 'Your code is 123456\n',
  });

it('all of one person go, and no others', async () => {
  for (const userId of ['user-sam', 'user-sam', 'user-sam-2', 'user-samson', 'user-eve']) await send(userId);
  expect(await outboxEraser(dataDir).count('user-sam')).toBe(2);
  expect(await outboxEraser(dataDir).remove('user-sam')).toBe(2);
  expect(readdirSync(outboxIn(dataDir)).map((name) => name.split('_')[1])).toEqual(
    expect.arrayContaining(['user-sam-2', 'user-samson', 'user-eve']),
  );
  expect(await outboxEraser(dataDir).count('user-sam')).toBe(0);
  expect(await outboxEraser(dataDir).count('user-samson')).toBe(1);
});

it('who was never sent anything has none, whether or not there is a folder', async () => {
  expect([await outboxEraser(dataDir).count('user-sam'), await outboxEraser(dataDir).remove('user-sam')]).toEqual([
    0, 0,
  ]);
  await send('user-eve');
  expect(await outboxEraser(dataDir).remove('user-sam')).toBe(0);
  expect(readdirSync(outboxIn(dataDir))).toHaveLength(1);
});

it('a folder that cannot be read is a named error', async () => {
  writeFileSync(outboxIn(dataDir), 'in the way');
  await thrownBy(outboxEraser(dataDir).count('user-sam'), StorageUnavailable);
});

/**
 * The plug pulled: `kill -9` of the server in the middle of a turn, then a restart on the same data.
 *
 * The server is the real one, as its own process; the turn is caught open by the events that are already on the engine.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { verifyChain } from '../../events/core/chain.ts';
import { sessionStream } from '../../events/session/index.ts';
import { createDynamoDBClient } from '../../functions/adapters/dynamodb/client.ts';
import { createDynamoDBCommitLog } from '../../functions/adapters/dynamodb/commit-log.ts';
import { createApiClient } from '../../infra/cli/api-client.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'dixon-kill-'));
const main = new URL('./slow-server.ts', import.meta.url).pathname;
let server: { child: ChildProcess; url: string };

afterAll(async () => {
  server.child.kill('SIGTERM');
  await new Promise((resolve) => server.child.once('exit', resolve));
  rmSync(dataDir, { recursive: true, force: true });
});

/** Starts the server and waits for its address. Its model waits `modelMs` before each answer. */
const start = async (modelMs: number): Promise<typeof server> => {
  const env = {
    ...process.env,
    PORT: '0',
    DATA_DIR: dataDir,
    MODEL_MS: String(modelMs),
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const url = /http:\S+\/graphql/.exec(said)?.[0];
    if (url) {
      child.stdout.resume();
      return { child, url };
    }
  }
  throw new Error(`The server ended before it served: ${said}`);
};

type Sent = { sendMessage: { conversationId: string; success: boolean; message: string } };
const send = (message: string, conversationId?: string) =>
  createApiClient(server.url, 'local:sam')<Sent>(
    `mutation ($conversationId: String, $message: String!) {
      sendMessage(conversationId: $conversationId, message: $message) { conversationId success message }
    }`,
    { conversationId, message },
  );

/** The engine outlives the killed server: what it acknowledged can be read from it directly. */
const engineLog = () => {
  const [pid] = readFileSync(join(dataDir, 'engine.pid'), 'utf8').split(':');
  const port = /-p\0(\d+)/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.[1];
  return createDynamoDBCommitLog(createDynamoDBClient(`http://127.0.0.1:${port}`), 'events');
};

it('a server killed in the middle of a turn loses nothing that was acknowledged, and the conversation goes on', async () => {
  server = await start(0);
  const { conversationId } = (await send('My brakes are squealing')).sendMessage;
  server.child.kill('SIGTERM');
  await new Promise((resolve) => server.child.once('exit', resolve));

  server = await start(60_000);
  const address = sessionStream('user-sam', conversationId);
  const interrupted = send('Is it safe to drive?', conversationId).catch((error: unknown) => error);
  const log = engineLog();
  const isOpen = async () =>
    (await log.newest(address, { limit: 1 }))[0]!.events.some(({ type }) => type === 'TurnStarted');
  while (!(await isOpen())) await sleep(20);
  const acknowledged = await Array.fromAsync(log.read(address));
  server.child.kill('SIGKILL');
  await interrupted;

  server = await start(0);
  const after = await Array.fromAsync(engineLog().read(address));
  expect(after.slice(0, acknowledged.length)).toEqual(acknowledged);
  const added = after.slice(acknowledged.length).flatMap(({ events }) => events.map(({ type }) => type));
  expect(added).toEqual(['TurnFailed']);
  expect(after.at(-1)?.actor).toEqual({ kind: 'system', id: 'reconcile' });

  const next = (await send('How do I fix it?', conversationId)).sendMessage;
  expect(next).toMatchObject({ success: true, message: expect.stringMatching(/pads/) });
  const report = await verifyChain(engineLog().read(address));
  expect(report).toMatchObject({ erased: 0 });
  expect(report).not.toHaveProperty('fault');
  expect(report.commits).toBeGreaterThan(after.length);
}, 60_000);

it('a second server on the same data is turned away', async () => {
  await expect(start(0)).rejects.toThrow(/Another Dixon .* is at work .* DATA_DIR/);
  expect((await send('Hello')).sendMessage.success).toBe(true);
});

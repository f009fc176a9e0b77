/**
 * `npm run demo`: boots everything on a free port with fresh data, plays a conversation of three turns, and shows what
 * became of it: the transcript, the history with its hashes, the session list, the verified chain. Exits 0 only if all
 * of it holds.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { verifyChain } from '../../events/core/chain.ts';
import type { Commit } from '../../events/core/commit.ts';
import { sessionStream } from '../../events/session/index.ts';
import { createApiClient } from '../cli/api-client.ts';
import { startRuntime } from './runtime.ts';
import { startServer } from './server.ts';

const MESSAGES = ['My brakes are squealing', 'Is it safe to drive like this?', 'How do I fix it?'];

type Response = { conversationId: string; message: string; success: boolean; position: number };
type Session = { id: string; title: string; messageCount: number; lastAccessed: string };

const say = (text = ''): void => void process.stdout.write(`${text}\n`);
const heading = (text: string): void => say(`\n── ${text} ${'─'.repeat(Math.max(3, 96 - text.length))}\n`);
const hex = (bytes: Uint8Array, length = 8): string => Buffer.from(bytes).toString('hex').slice(0, length);

const problems: string[] = [];
const expect = (holds: boolean, what: string): void => {
  if (!holds) problems.push(what);
};

const started = performance.now();
const dataDir = mkdtempSync(join(tmpdir(), 'dixon-demo-'));
const runtime = await startRuntime({ dataDir, logger: new Logger({ serviceName: 'dixon', logLevel: 'SILENT' }) });
const server = await startServer(runtime, 0);
const booted = performance.now();
const request = createApiClient(server.url, 'local:demo');

const converse = async (): Promise<{ id: string; turnMs: number[] }> => {
  heading(`A conversation, through ${server.url}`);
  let conversationId: string | undefined;
  const turnMs: number[] = [];
  for (const message of MESSAGES) {
    const begun = performance.now();
    const { sendMessage } = await request<{ sendMessage: Response }>(
      `mutation ($conversationId: String, $message: String!) {
        sendMessage(conversationId: $conversationId, message: $message) { conversationId message success position }
      }`,
      { conversationId, message },
    );
    turnMs.push(performance.now() - begun);
    conversationId = sendMessage.conversationId;
    say(`you   > ${message}`);
    say(`dixon > ${sendMessage.message.replaceAll('\n', '\n        ')}\n`);
    expect(sendMessage.success, `the turn "${message}" failed`);
  }
  return { id: conversationId!, turnMs };
};

const showHistory = (commits: Commit[]): void => {
  heading('What became of it: the event history of the session');
  for (const { number, at, events, actor, prev, hash, body } of commits) {
    const types = events.map(({ type }) => type).join(' + ');
    const who = `${actor.kind}${actor.kind === 'assistant' ? ` ${actor.id}` : ''}`;
    say(`#${String(number).padStart(2)}  ${at.slice(11, 23)}  ${hex(prev)} → ${hex(hash)}  ${types}`);
    say(`     ${' '.repeat(34)}by ${who}, ${body?.length ?? 0} bytes sealed`);
  }
};

const showList = async (id: string): Promise<void> => {
  heading('The session list, projected from the stream');
  const { getChatSessions } = await request<{ getChatSessions: Session[] }>(
    '{ getChatSessions { id title messageCount lastAccessed } }',
  );
  for (const { title, messageCount, lastAccessed } of getChatSessions)
    say(`${lastAccessed}  ${title}  (${messageCount} messages)`);
  expect(getChatSessions.length === 1 && getChatSessions[0]?.id === id, 'the session is not in the list');
  expect(getChatSessions[0]?.messageCount === 2 * MESSAGES.length, 'the list does not count every message');
};

const showVerification = async (commits: Commit[]): Promise<void> => {
  heading('The chain');
  const report = await verifyChain(commits);
  expect(!report.fault && report.commits > 2 * MESSAGES.length, 'the chain does not verify');
  say(`${report.commits} commits verified, head ${hex(report.head, 64)}`);
  const second = commits[1]!;
  const forged = commits.with(1, { ...second, actor: { kind: 'operator', id: 'nobody' } });
  const { fault } = await verifyChain(forged);
  expect(fault?.kind === 'changed-header' && fault.number === 2, 'a forged commit was not noticed');
  say(`and with the actor of #2 forged: ${fault?.kind ?? 'nothing noticed'} at #2`);
};

try {
  const { id, turnMs } = await converse();
  await runtime.caughtUp();
  const commits = await Array.fromAsync(runtime.log.read(sessionStream('user-demo', id)));
  showHistory(commits);
  await showList(id);
  await showVerification(commits);
  heading('Timings');
  say(`boot ${Math.round(booted - started)} ms, turns ${turnMs.map((ms) => `${Math.round(ms)} ms`).join(', ')}`);
} finally {
  await server.stop();
  await runtime.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
for (const problem of problems) say(`DOES NOT HOLD: ${problem}`);
say(problems.length === 0 ? '\nAll of it holds.\n' : '');
process.exitCode = problems.length === 0 ? 0 : 1;

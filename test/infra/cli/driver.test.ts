/** What a driver does with the command line, against a whole Dixon. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dixonCli, type CliOptions } from '../../support/cli.ts';
import { startLocal, type Local } from '../../support/local.ts';
import { unzipped } from '../../support/unzipped.ts';

const TOKEN = 'local:dora';
let dixon: Local;
let folder: string;
let sessionId: string;
beforeAll(async () => {
  dixon = await startLocal();
  folder = mkdtempSync(join(tmpdir(), 'dixon-cli-'));
  sessionId = (await dixon.send('My brakes are squealing', {}, TOKEN)).conversationId;
  await dixon.send('The engine is overheating', {}, TOKEN);
  await dixon.caughtUp();
});
afterAll(async () => {
  await dixon.stop();
  rmSync(folder, { recursive: true, force: true });
});

const cli = (argv: string[], options: CliOptions = {}) => dixonCli(argv, { url: dixon.url, token: TOKEN, ...options });
const json = (...argv: string[]) => cli([...argv, '--json']);
const titlesIn = ({ json: { items } }: Awaited<ReturnType<typeof json>>) =>
  (items as { title: string }[]).map(({ title }) => title);

describe('a driver’s sessions', () => {
  it('are listed for people and for machines', async () => {
    const shown = await cli(['sessions', 'list']);
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout).toMatch(/^id +title +messages +last used\n/);
    expect(shown.stdout).toContain(`\n${sessionId}  `);
    for (const line of shown.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect((await json('sessions', 'list')).json).toMatchObject({
      items: [{ messageCount: 2 }, { id: sessionId, status: 'ACTIVE' }],
      nextToken: null,
    });
  });

  it('come as many as were asked for, and on from there', async () => {
    const first = await json('sessions', 'list', '--limit', '1');
    expect(first.json).toMatchObject({ items: [expect.anything()], nextToken: expect.any(String) });
    const nextToken = String(first.json['nextToken']);
    const second = await json('sessions', 'list', '--after', nextToken);
    expect(second.json).toMatchObject({ items: [{ id: sessionId }], nextToken: null });
    const inWords = await cli(['sessions', 'list', '--limit', '1']);
    expect(inWords.stderr).toMatch(/^There are more: --all, or --after \S+\n$/);
  });

  it('come one a line for a machine that wants them all', async () => {
    const { stdout } = await json('sessions', 'list', '--all');
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toContain(sessionId);
    expect(lines).toHaveLength(2);
  });

  it('are shown with what was said', async () => {
    const { stdout } = await cli(['sessions', 'show', sessionId]);
    expect(stdout).toContain('My brakes are squealing');
    const { json: shown } = await json('sessions', 'show', sessionId);
    expect(shown).toMatchObject({ id: sessionId, messages: [{ sender: 'USER' }, { sender: 'ASSISTANT' }] });
    expect(shown['context']).toMatchObject({ diagnosticLevel: 'quick' });
  });

  it('are renamed, put away and taken out again', async () => {
    expect((await json('sessions', 'rename', sessionId, 'The squeal')).json).toMatchObject({ done: true });
    expect((await json('sessions', 'archive', sessionId)).json).toEqual({ sessionId, done: true });
    await dixon.caughtUp();
    expect(titlesIn(await json('sessions', 'list', '--status', 'archived'))).toEqual(['The squeal']);
    expect(await cli(['sessions', 'reopen', sessionId])).toMatchObject({ code: 0, stdout: 'Open again.\n' });
    await dixon.caughtUp();
    expect(titlesIn(await json('sessions', 'list', '--status', 'archived'))).toEqual([]);
    expect(titlesIn(await json('sessions', 'list', '--search', 'squeal'))).toEqual(['The squeal']);
  });

  it('are explained by their commits', async () => {
    const { code, json: explained } = await json('sessions', 'explain', sessionId);
    expect(code).toBe(0);
    expect(explained).toMatchObject({ matches: true, verified: true, row: { id: sessionId } });
    expect((await cli(['sessions', 'explain', sessionId])).stdout).toContain('SessionStarted');
  });
});

describe('a driver’s data', () => {
  it('comes as one answer, or as a file that nobody else reads', async () => {
    expect((await json('export')).json).toMatchObject({
      sessions: [expect.anything(), expect.anything()],
      request: null,
    });
    const out = join(folder, 'all.json');
    expect((await json('export', '--out', out)).json).toMatchObject({ file: out, requestId: null });
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ profile: { userId: 'user-dora' } });
    expect(statSync(out).mode & 0o777).toBe(0o600);
  });

  it('does not take the place of a file that is there', async () => {
    const again = await cli(['export', '--out', join(folder, 'all.json')]);
    expect(again).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('it is there already') });
  });

  it('comes as an archive, which is waited for', async () => {
    const out = join(folder, 'all.zip');
    const { code, json: got } = await json('export', '--archive', '--out', out);
    expect([code, got]).toEqual([
      0,
      expect.objectContaining({ file: out, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }),
    ]);
    expect([...unzipped(readFileSync(out)).keys()]).toContain('index.html');
    const again = await json('export', '--request', String(got['requestId']), '--out', `${out}2`);
    expect(again.json).toMatchObject({ sha256: got['sha256'] });
  });

  it('has a receipt, which holds, and does not once it was changed', async () => {
    const { json: listed } = await json('requests', 'list');
    const [{ id }] = listed['items'] as [{ id: string }];
    const file = join(folder, 'receipt.json');
    const anybody = await dixonCli(['requests', 'receipt', id, '--out', file], { url: dixon.url });
    expect(anybody).toMatchObject({ code: 0, stderr: '' });
    const printed = await dixonCli(['requests', 'receipt', id], { url: dixon.url });
    expect(printed.stdout).toBe(readFileSync(file, 'utf8'));
    expect((await json('receipt', 'verify', file)).json).toMatchObject({ holds: true });
    const other = await json('receipt', 'verify', file, '--key-id', '00');
    expect(other).toMatchObject({ code: 1, json: { holds: false }, stderr: expect.stringContaining('another key') });
  });
});

describe('an erasure', () => {
  it('asks for a word before, and does nothing without it', async () => {
    const typing = { terminal: ['stdin' as const] };
    const refused = await cli(['erase', 'session', sessionId], { ...typing, stdin: 'yes\n' });
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('Nothing was done.') });
    const asked = await cli(['erase', 'session', sessionId, '--json'], { ...typing, stdin: 'erase\n' });
    expect(asked).toMatchObject({ code: 0, json: { kind: 'erasure', scope: 'session' } });
    expect(asked.stderr).toContain('Type erase to go on');
  });

  it('wants --yes where nobody is there to be asked', async () => {
    const refused = await cli(['erase', 'account']);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
    const session = await dixon.send('Hello', {}, TOKEN);
    expect(await json('sessions', 'delete', session.conversationId, '--yes')).toMatchObject({
      code: 0,
      json: { done: true },
    });
  });

  it('takes one vehicle, all of them, and everything', async () => {
    const { data } = await dixon.query(
      'mutation { addUserVehicle(vehicleData: { basic: { year: 2020, make: "Kia", model: "Rio" } }) { id } }',
      {},
      TOKEN,
    );
    const { id } = data!['addUserVehicle'] as unknown as { id: string };
    expect((await json('erase', 'vehicle', id, '--yes')).json).toMatchObject({ scope: 'vehicle' });
    expect((await json('erase', 'vehicles', '--yes')).json).toMatchObject({ scope: 'vehicles' });
    expect((await cli(['erase', 'account', '--yes'])).stdout).toContain('there is a receipt: dixon requests receipt');
    await dixon.caughtUp();
    expect((await json('sessions', 'list')).json).toMatchObject({ items: [] });
    expect((await cli(['sessions', 'list'])).stdout).toBe('No sessions.\n');
  });
});

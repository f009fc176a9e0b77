/** What compliance asks of the history with the command line. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dixonCli } from '../../support/cli.ts';
import { startLocal, type Local } from '../../support/local.ts';
import { unzipped } from '../../support/unzipped.ts';

let dixon: Local;
let folder: string;
let stream: string;
const subject = 'user-sam';
beforeAll(async () => {
  dixon = await startLocal();
  folder = mkdtempSync(join(tmpdir(), 'dixon-cli-'));
  const { conversationId } = await dixon.send('My brakes are squealing');
  stream = `session/${conversationId}`;
  await dixon.caughtUp();
});
afterAll(async () => {
  await dixon.stop();
  rmSync(folder, { recursive: true, force: true });
});

const asAudrey = (...argv: string[]) => dixonCli(argv, { url: dixon.url, token: 'local:audrey:compliance' });
const json = (...argv: string[]) => asAudrey(...argv, '--json');

type Commit = { number: number; correlation: string; position: string; stream: string };
const commits = async (...argv: string[]): Promise<Commit[]> =>
  (await json('audit', 'search', ...argv)).json['items'] as Commit[];

describe('the history', () => {
  it('is searched by whose it is and what happened', async () => {
    const found = await commits('--subject', subject, '--stream', stream);
    expect(found.length).toBeGreaterThan(2);
    expect(await commits('--subject', subject, '--type', 'SessionStarted')).toMatchObject([{ stream, number: 1 }]);
    expect(await commits('--subject', subject, '--actor', 'operator')).toEqual([]);
    const { stdout } = await asAudrey('audit', 'search', '--subject', subject, '--stream', stream);
    expect(stdout).toContain('SessionStarted');
  });

  it('comes page after page where all of it is wanted', async () => {
    const { stdout } = await json('audit', 'search', '--subject', subject, '--all');
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as Commit).stream)).toContain(stream);
    expect(await commits('--subject', subject, '--limit', '2')).toHaveLength(2);
  });

  it('shows what one turn did, as a tree', async () => {
    const found = await commits('--subject', subject, '--type', 'TurnStarted');
    const { correlation } = found.at(-1)!;
    const { json: tree } = await json('audit', 'tree', subject, correlation);
    expect(tree).toMatchObject({
      subject,
      correlation,
      nodes: expect.arrayContaining([expect.objectContaining({ depth: 0 })]),
    });
    expect((await asAudrey('audit', 'tree', subject, correlation)).stdout).toContain('TurnStarted');
  });

  it('is opened for a reason, which is kept', async () => {
    const open = ['audit', 'open', subject, `${stream}#1`, '--reason', 'Complaint 4711 of November'];
    const { json: opened } = await json(...open);
    expect(opened).toMatchObject({ commit: { stream, number: 1 }, access: expect.any(String) });
    expect((await asAudrey(...open)).stdout).toContain('SessionStarted@');
    expect(await asAudrey('audit', 'open', subject, 'garage', '--reason', 'Complaint 4711')).toMatchObject({ code: 2 });
  });

  it('is sealed by digests, which are listed', async () => {
    const { code, json: digests } = await json('audit', 'digests');
    expect(code).toBe(0);
    expect(digests).toMatchObject({ items: expect.any(Array), nextToken: null });
    expect(await asAudrey('audit', 'digests', '--from', '2020-01-01', '--to', '2020-01-02')).toMatchObject({
      code: 0,
      stdout: 'No digests.\n',
    });
  });

  it('is taken along as a bundle, under both names of the command', async () => {
    for (const [name, ...call] of [
      ['a.zip', 'audit', 'bundle'],
      ['b.zip', 'bundle'],
    ]) {
      const out = join(folder, name!);
      const { code, json: made } = await json(...call, '--subject', subject, '--from', '2026-01-01', '--out', out);
      expect([code, made]).toMatchObject([0, { subject, file: out }]);
      expect(made).not.toHaveProperty('url');
      expect([...unzipped(readFileSync(out)).keys()]).toContain('verify.mjs');
    }
  });
});

describe('a verification', () => {
  it('of a person, and of one stream, finds nothing wrong', async () => {
    const person = await json('verify', '--subject', subject);
    expect(person).toMatchObject({ code: 0, json: { subject, faults: [], erased: 0 } });
    const one = await json('verify', '--subject', subject, '--stream', stream);
    expect(one).toMatchObject({ code: 0, json: { streams: 1 } });
    expect((await asAudrey('verify', '--subject', subject)).stdout).toContain('Nothing is wrong.');
  });

  it('of everything runs to its end, and can be looked at again', async () => {
    const { code, json: verification, stderr } = await json('verify', '--all', '--segments', '2');
    expect([code, stderr]).toEqual([0, '']);
    expect(verification).toMatchObject({ status: 'ENDED', faultCount: 0 });
    const again = await json('verify', '--all', '--resume', String(verification['verificationId']));
    expect(again.json).toEqual(verification);
    expect((await asAudrey('verify', '--all', '--no-digests')).stdout).toContain('0 digests');
  });
});

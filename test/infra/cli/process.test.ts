/** `dixon` as a process of its own, as people and scripts start it. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocal, type Local } from '../../support/local.ts';

const DIXON = resolve('infra/cli/dixon.mjs');
const TOKEN = 'local:pat-the-secret';
/** Node 24 stands first on the path, as under npx. */
const PATH = `${resolve('node_modules/.bin')}:${process.env['PATH']}`;

/** Of the machine, beside the project's own. */
const OTHER = '/usr/bin/node';
const version = existsSync(OTHER) ? execFileSync(OTHER, ['--version'], { encoding: 'utf8' }) : 'v99';
const isOlder = Number(/^v(\d+)/.exec(version)![1]) < 24;

let dixon: Local;
beforeAll(async () => {
  dixon = await startLocal();
  for (let session = 0; session < 3; session += 1) await dixon.send('My brakes are squealing', {}, TOKEN);
  await dixon.caughtUp();
});
afterAll(() => dixon.stop());

type Ended = { code: number; stdout: string; stderr: string };
const environment = (more: Record<string, string> = {}) => ({
  ...{ PATH, DIXON_URL: dixon.url, DIXON_TOKEN: TOKEN, HOME: process.env['HOME'] },
  ...more,
});
const start = async (command: string, argv: string[], more: Record<string, string> = {}): Promise<Ended> => {
  try {
    const ended = await promisify(execFile)(command, argv, { env: environment(more) });
    return { code: 0, ...ended };
  } catch (error) {
    const { code, stdout, stderr } = error as Ended;
    return { code, stdout, stderr };
  }
};

/** It never answers, so that whoever asks waits until they are interrupted; `asked` resolves with the first request. */
const silentServer = async () => {
  const server = createServer();
  const asked = once(server, 'request');
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}/graphql`, asked, stop };
};

describe('the process', () => {
  it('answers on stdout, and says nothing else where nobody watches', async () => {
    const { code, stdout, stderr } = await start(DIXON, ['export', '--json']);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ profile: { userId: 'user-pat-the-secret' } });
  });

  it('ends with its code and one sentence, without the token', async () => {
    const refused = await start(DIXON, ['audit', 'search']);
    expect(refused).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('(PermissionDenied)') });
    const nobody = await start(DIXON, ['census', '--url', 'http://127.0.0.1:1/graphql']);
    expect(nobody).toMatchObject({ code: 4, stdout: '' });
    expect(refused.stderr + nobody.stderr).not.toContain(TOKEN);
  });

  it('is quiet where its reader has left', async () => {
    const script = `"$0" sessions list --all --json | true; printf '%s' "\${PIPESTATUS[0]}"`;
    expect(await start('bash', ['-c', script, DIXON])).toEqual({ code: 0, stdout: '0', stderr: '' });
  });

  it.skipIf(!isOlder)('starts with the project’s Node where the first on the path is an older one', async () => {
    const onPath = { PATH: '/usr/bin:/bin' };
    expect(await start(DIXON, ['--help'], onPath)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Usage:'),
    });
    expect(await start(DIXON, ['verify'], onPath)).toMatchObject({ code: 2, stdout: '' });
  });

  it('holds a conversation through a pipe', async () => {
    const { code, stdout } = await start('bash', ['-c', `printf 'My brakes are squealing\\n' | "$0" chat`, DIXON]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('brake pads')]);
  });

  it('ends cleanly at Ctrl-C', async () => {
    const { url, asked, stop } = await silentServer();
    const child = spawn(DIXON, ['views', 'list'], { env: environment({ DIXON_URL: url }) });
    let stderr = '';
    child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
    await asked;
    child.kill('SIGINT');
    const code = await new Promise((done) => child.once('exit', done));
    stop();
    expect([code, stderr]).toEqual([130, '']);
  });
});

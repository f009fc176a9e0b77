/** What compliance does about requests and holds with the command line. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failRequest } from '../../../events/privacy/index.ts';
import { dixonCli } from '../../support/cli.ts';
import { onRequest, received } from '../../support/compliance.ts';
import { startLocal, type Local } from '../../support/local.ts';

let dixon: Local;
const user = 'user-otto';
beforeAll(async () => {
  dixon = await startLocal();
  await dixon.send('My brakes are squealing', {}, 'local:otto');
});
afterAll(() => dixon.stop());

const asCleo = (...argv: string[]) => dixonCli(argv, { url: dixon.url, token: 'local:cleo:compliance' });
const json = (...argv: string[]) => asCleo(...argv, '--json');
/** One that nobody has confirmed. */
const waiting = () => received(dixon.store, user, { kind: 'export' }, randomUUID());

describe('a request', () => {
  it('that came by letter is entered, and begins once somebody vouches for it', async () => {
    const { json: opened } = await json('requests', 'open', user, '--kind', 'erasure', '--scope', 'vehicles');
    expect(opened).toMatchObject({ kind: 'erasure', scope: 'vehicles', state: 'received', userId: user });
    const confirmed = await json('requests', 'confirm', String(opened['id']), '--user', user);
    expect(confirmed).toMatchObject({ code: 0, json: { state: 'confirmed' } });
  });

  it('is extended, refused and tried again', async () => {
    const about = ['--user', user];
    expect((await json('requests', 'extend', await waiting(), ...about, '--reason', 'complex')).json).toMatchObject({
      extended: 'complex',
    });
    expect((await json('requests', 'refuse', await waiting(), ...about, '--reason', 'excessive')).json).toMatchObject({
      state: 'refused',
    });
    const failed = await waiting();
    await onRequest(dixon.store, user, failed, failRequest('collect', 'StorageUnavailable'));
    expect((await json('requests', 'retry', failed, ...about)).json).toMatchObject({ failure: null });
  });

  it('is listed by whose it is, and by when it is due', async () => {
    const requestId = await waiting();
    await dixon.caughtUp();
    const { json: listed } = await json('requests', 'list', '--user', user);
    expect((listed['items'] as { id: string }[]).map(({ id }) => id)).toContain(requestId);
    const { stdout } = await json('requests', 'due', '--all');
    expect(stdout).toContain(requestId);
    expect((await json('requests', 'due', '--before', '2020-01-01')).json).toEqual({ items: [], nextToken: null });
    expect((await asCleo('requests', 'due')).stdout).toContain(requestId);
  });

  it('of one’s own is confirmed by oneself', async () => {
    const requestId = await waiting();
    const confirmed = await dixonCli(['requests', 'confirm', requestId, '--json'], {
      url: dixon.url,
      token: 'local:otto',
    });
    expect(confirmed).toMatchObject({ code: 0, json: { id: requestId, state: 'confirmed' } });
  });

  it('has no receipt before it is done', async () => {
    const none = await dixonCli(['requests', 'receipt', randomUUID()], { url: dixon.url });
    expect(none).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('(NotFound)') });
  });
});

describe('a hold', () => {
  it('is placed, listed and released', async () => {
    const { json: placed } = await json('hold', 'place', user, '--reason', 'Case 2026-17');
    expect(placed).toMatchObject({ userId: user, sessionId: null, reason: 'Case 2026-17' });
    expect((await asCleo('hold', 'list', user)).stdout).toContain('Case 2026-17');
    expect((await json('hold', 'list', user)).json).toMatchObject({ items: [{ id: placed['id'] }] });
    const release = ['hold', 'release', String(placed['id']), '--user', user, '--reason', 'Case closed'];
    expect((await json(...release)).json).toEqual({ holdId: placed['id'], done: true });
    expect((await asCleo('hold', 'list', user)).stdout).toBe('No holds.\n');
  });
});

describe('a retention', () => {
  it('is tried out without removing anything', async () => {
    const { code, json: forecast } = await json('retention', 'simulate', '--days', '30', '--at', '2030-01-01');
    expect(code).toBe(0);
    expect(forecast).toMatchObject({ at: '2030-01-01T00:00:00.000Z', sessions: 1, held: 0 });
    expect((await asCleo('retention', 'simulate', '--days', '-1')).stdout).toContain('0 sessions');
  });
});

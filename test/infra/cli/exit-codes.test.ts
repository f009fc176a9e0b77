/** How a command ends, and what it says where it could not do what was asked. */
import { afterEach, describe, expect, it } from 'vitest';
import { NotFound, StorageUnavailable } from '../../../schemas/errors.ts';
import { answering, dixonCli, type CliOptions } from '../../support/cli.ts';

const URL = 'http://127.0.0.1:9/graphql';
const token = 'local:somebody-secret';
const cli = (argv: string[], options: CliOptions = {}) => dixonCli(argv, { url: URL, token, ...options });
const told = (answers: Record<string, unknown>, ...argv: string[]) => cli(argv, { fetch: answering(answers) });

const fault = {
  kind: 'changed-body',
  subject: 'user-sam',
  stream: 'garage',
  number: 2,
  sentence: 'Somebody changed it.',
};
const verification = {
  ...{ verificationId: 'v1', status: 'ENDED', startedAt: '2026-11-21T09:00:00.000Z', commits: 7, streams: 2 },
  ...{ erased: 1, digests: 3, faultCount: 0, faults: [] },
};
const rebuild = {
  ...{ view: 'sessions', generation: 2, status: 'BUILT', method: 'tips', segments: 4 },
  ...{ startedAt: '2026-11-21T09:00:00.000Z', commits: 9, rows: 3, compared: 3, differenceCount: 0 },
  ...{ differences: [], refused: [] },
};
const parked = {
  ...{ consumer: 'views', subject: 'user-sam', stream: 'garage', from: 2, through: 4, failure: 'Corrupted' },
  ...{ recoverable: false, tries: 3, parkedAt: '2026-11-21T09:00:00.000Z', lastTriedAt: '2026-11-21T09:00:01.000Z' },
};

describe('a finding ends with 1', () => {
  it('where the history is not as it was written', async () => {
    const verifyHistory = { commits: 4, streams: 1, erased: 0, faults: [fault] };
    const found = await told({ verifyHistory }, 'verify', '--subject', 'user-sam');
    expect(found).toMatchObject({ code: 1, stderr: '' });
    expect(found.stdout).toContain('changed-body');
    expect(found.stdout).toContain('Somebody changed it.');
    const all = { ...verification, faultCount: 120, faults: [fault] };
    const everything = await told({ startVerification: all, getVerification: all }, 'verify', '--all');
    expect(everything).toMatchObject({ code: 1, stdout: expect.stringContaining('the first of 120') });
  });

  it('where a verification failed, so that nobody knows', async () => {
    const failed = { ...verification, status: 'FAILED', error: 'StorageUnavailable' };
    const ended = await told({ startVerification: failed, getVerification: failed }, 'verify', '--all', '--json');
    expect(ended).toMatchObject({
      code: 1,
      json: { status: 'FAILED' },
      stderr: expect.stringContaining('StorageUnavailable'),
    });
  });

  it.each([
    [
      'rows differ',
      { differenceCount: 1, differences: [{ subject: 'user-sam', id: 's1', kind: 'different', fields: ['title'] }] },
    ],
    ['a shape cannot be folded', { status: 'REFUSED', refused: ['session TurnStarted@9'] }],
    ['a rebuild failed', { status: 'FAILED', error: 'StorageUnavailable' }],
  ])('where %s', async (_name, more) => {
    const ended = await told({ getRebuild: { ...rebuild, ...more } }, 'views', 'status', 'sessions');
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    expect(await told({ getRebuild: rebuild }, 'views', 'status', 'sessions')).toMatchObject({ code: 0 });
  });

  it('where a stream stays parked', async () => {
    const redriven = { streams: 1, commits: 0, stillParked: [parked] };
    const answers = {
      listParkedStreams: { items: [parked] },
      redriveStream: redriven,
      getParkedStream: { parked, waiting: [] },
    };
    expect(await told(answers, 'parked', 'redrive', '--all', '--json')).toMatchObject({ code: 1, json: redriven });
    expect(await told(answers, 'parked', 'redrive', 'views', 'user-sam', 'garage')).toMatchObject({ code: 1 });
    expect((await told(answers, 'parked', 'list')).stdout).toContain('views: Corrupted at #2, through #4');
    expect((await told(answers, 'parked', 'show', 'views', 'user-sam', 'garage')).stdout).toContain('No commit waits.');
  });

  it('where this release does not know an event', async () => {
    const row = {
      stream: 'session',
      type: 'TurnStarted',
      version: 9,
      count: 1,
      oldest: '2026',
      newest: '2026',
      foldable: false,
    };
    expect(await told({ getEventCensus: { commits: 1, rows: [row] } }, 'census')).toMatchObject({ code: 1 });
  });
});

describe('wrong use ends with 2 and sends nothing', () => {
  const silent: typeof fetch = () => Promise.reject(new Error('Something was sent.'));
  it.each([
    ['a command that there is not', ['sesions']],
    ['a command that wants another word', ['sessions']],
    ['an option that there is not', ['census', '--jsno']],
    ['an argument too few', ['sessions', 'rename', 'one']],
    ['an argument too many', ['census', 'now']],
    ['a number that is none', ['sessions', 'list', '--limit', '0x10']],
    ['a time that is none', ['audit', 'search', '--from', 'yesterday']],
    ['a choice that is none', ['retention', 'simulate', '--days', '31']],
    ['a required option that is missing', ['hold', 'place', 'user-sam']],
    ['nothing to verify', ['verify']],
    ['both to verify', ['verify', '--all', '--subject', 'user-sam']],
    ['a stream of nobody', ['verify', '--all', '--stream', 'garage']],
    ['no stream to redrive', ['parked', 'redrive', 'views']],
    ['two ways to redrive', ['parked', 'redrive', '--all', '--oldest', '3']],
    ['an address that is none', ['census', '--url', 'localhost']],
    ['an address with a password', ['census', '--url', 'http://me:password@localhost/']],
    ['a token that no header carries', ['census', '--token', 'one\ntwo']],
  ])('%s', async (_name, argv) => {
    const ended = await cli(argv, { fetch: silent });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).not.toBe('');
    expect(ended.stderr).not.toContain('password');
  });

  it('no token, and it says how to get one', async () => {
    const ended = await dixonCli(['census'], { fetch: silent });
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('local:oscar:ops') });
  });
});

describe('the API', () => {
  const refusing = (error: Error) => ({ listViews: () => Promise.reject(error) });

  it('that refuses ends with 3, its sentence and its name', async () => {
    const refused = await told(refusing(new NotFound()), 'views', 'list', '--json');
    expect(refused).toMatchObject({ code: 3, stdout: '', stderr: expect.stringMatching(/\S+ \(NotFound\)\n$/) });
  });

  it('that refuses as AppSync does ends with 3 and its name', async () => {
    const errors = [{ errorType: 'UnauthorizedException', message: 'You are not authorized.' }];
    const refused = await cli(['views', 'list'], { fetch: async () => Response.json({ errors }, { status: 401 }) });
    expect(refused).toMatchObject({ code: 3, stderr: 'You are not authorized. (UnauthorizedException)\n' });
  });

  it('that is not there ends with 4', async () => {
    const gone: typeof fetch = () => Promise.reject(new TypeError(`fetch failed for ${token}`));
    const ended = await cli(['views', 'list'], { fetch: gone });
    expect(ended).toMatchObject({ code: 4, stdout: '', stderr: expect.stringContaining('npm start') });
  });

  it('that is something else ends with 4', async () => {
    const page = async () => new Response('<html>', { status: 502 });
    expect(await cli(['views', 'list'], { fetch: page })).toMatchObject({ code: 4 });
    expect(await cli(['views', 'list'], { fetch: async () => Response.json({}) })).toMatchObject({ code: 4 });
  });

  it('that could not write just now is sent the same command again', async () => {
    const ids: unknown[] = [];
    const rollBackView = ({ commandId }: { commandId: string }) => {
      ids.push(commandId);
      if (ids.length < 3) throw new StorageUnavailable('views');
      return { name: 'sessions', live: 1, status: 'IDLE' };
    };
    expect(await told({ rollBackView }, 'views', 'rollback', 'sessions')).toMatchObject({ code: 0 });
    expect([ids.length, new Set(ids).size, ids[0]]).toEqual([3, 1, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  });
});

describe('Ctrl-C', () => {
  const interrupt = { now: new AbortController() };
  afterEach(() => void (interrupt.now = new AbortController()));
  /** Interrupts once it has looked three times. */
  const runningOn = (answer: object) => {
    let looks = 0;
    return () => {
      if (++looks === 3) interrupt.now.abort();
      return answer;
    };
  };
  const ended = (answers: Record<string, unknown>, argv: string[]) =>
    cli(argv, { fetch: answering(answers), signal: interrupt.now.signal });

  it('during a verification says how to go on', async () => {
    const running = { ...verification, status: 'RUNNING', endedAt: null };
    const answers = { startVerification: running, getVerification: runningOn(running) };
    const { code, stdout, stderr } = await ended(answers, ['verify', '--all', '--json']);
    expect([code, stdout]).toEqual([130, '']);
    expect(stderr).toContain('dixon verify --all --resume v1');
  });

  it('during a rebuild says how to go on', async () => {
    const building = { ...rebuild, status: 'BUILDING' };
    const answers = { rebuildView: building, getRebuild: runningOn(building) };
    const { code, stderr } = await ended(answers, ['views', 'rebuild', 'sessions', '--wait']);
    expect([code, stderr]).toEqual([130, expect.stringContaining('dixon views status sessions --wait')]);
  });

  it('in the middle of a long list says where it was', async () => {
    let pages = 0;
    const listParkedStreams = () => {
      if (++pages === 2) interrupt.now.abort();
      return { items: [parked], nextToken: `page-${pages}` };
    };
    const { code, stderr } = await ended({ listParkedStreams }, ['parked', 'list', '--all']);
    expect([code, stderr]).toEqual([130, expect.stringContaining('--after page-')]);
  });
});

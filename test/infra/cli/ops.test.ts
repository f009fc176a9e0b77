/** What ops does with the command line. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dixonCli } from '../../support/cli.ts';
import { startLocal, type Local } from '../../support/local.ts';

let dixon: Local;
beforeAll(async () => {
  dixon = await startLocal();
  await dixon.send('My brakes are squealing');
  await dixon.caughtUp();
});
afterAll(() => dixon.stop());

const asOscar = (...argv: string[]) => dixonCli(argv, { url: dixon.url, token: 'local:oscar:ops' });
const json = (...argv: string[]) => asOscar(...argv, '--json');

describe('views', () => {
  it('are listed', async () => {
    const { code, json: views } = await json('views', 'list');
    expect([code, views]).toMatchObject([0, { items: [{ name: 'sessions' }, { name: 'requests' }] }]);
    expect((await asOscar('views', 'list')).stdout).toMatch(/^view +live +beside +status/);
  });

  it('are forecast, rebuilt, switched, rolled back, and what is left over is removed', async () => {
    expect((await json('views', 'forecast', 'sessions', '--segments', '2')).json).toMatchObject({
      view: 'sessions',
      segments: 2,
    });
    expect((await asOscar('views', 'forecast', 'sessions', '--refold')).stdout).toContain('dollars');
    const built = await json('views', 'rebuild', 'sessions', '--wait');
    expect(built).toMatchObject({ code: 0, json: { status: 'BUILT', differenceCount: 0 } });
    const { generation } = built.json as { generation: number };
    expect((await asOscar('views', 'status', 'sessions')).stdout).toContain(
      `dixon views switch sessions ${generation}`,
    );
    expect((await json('views', 'status', 'sessions', '--wait')).json).toMatchObject({ generation });
    expect((await json('views', 'switch', 'sessions', String(generation))).json).toMatchObject({ live: generation });
    expect((await json('views', 'rollback', 'sessions')).json).toMatchObject({ live: generation - 1 });
    expect(await json('views', 'retire', 'sessions')).toMatchObject({ code: 0, json: { beside: null } });
  });
});

describe('parked streams', () => {
  it('are listed, and none is there', async () => {
    expect((await json('parked', 'list')).json).toEqual({ items: [], nextToken: null });
    expect((await asOscar('parked', 'list', '--consumer', 'views')).stdout).toBe('No stream is parked.\n');
  });

  it('are shown and tried again only where there are some', async () => {
    const which = ['views', 'user-sam', 'garage'];
    expect(await asOscar('parked', 'show', ...which)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('(NotFound)'),
    });
    expect(await asOscar('parked', 'redrive', ...which)).toMatchObject({ code: 3 });
    expect((await json('parked', 'redrive', '--all')).json).toEqual({ streams: 0, commits: 0, stillParked: [] });
    expect((await json('parked', 'redrive', '--oldest', '5')).json).toMatchObject({ streams: 0 });
  });
});

describe('the census', () => {
  it('counts the events by type and version', async () => {
    const { code, json: census } = await json('census');
    expect(code).toBe(0);
    const started = expect.objectContaining({ stream: 'session', type: 'SessionStarted', count: 1, foldable: true });
    expect(census).toMatchObject({ rows: expect.arrayContaining([started]) });
    expect((await asOscar('census')).stdout).toContain('SessionStarted@1');
  });
});

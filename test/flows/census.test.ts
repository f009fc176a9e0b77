/** Issue 6, event census: counted for ops page by page, held against all commits there are. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getEventCensus } from '../../functions/ops/operations/census/get-event-census.ts';
import { createDynamoDBHistoryScan } from '../../functions/adapters/dynamodb/history-scan.ts';
import type { Principal } from '../../functions/api/principal.ts';
import { streamType, type CommitHeader } from '../../events/core/commit.ts';
import { commitOf, putCommits } from '../support/ledgers.ts';
import { engineHome, type Home } from '../support/stores.ts';

const oscar: Principal = { userId: 'user-oscar', actor: { kind: 'operator', id: 'user-oscar' }, roles: ['ops'] };
const olive: Principal = { ...oscar, userId: 'user-olive' };

type Row = { stream: string; type: string; version: number; count: number; foldable: boolean; oldest: string };
type Census = { commits: number; damaged: number; rows: Row[]; nextToken: string | null };

const shapes = [
  { stream: 'garage', type: 'VehicleAdded', version: 1 },
  { stream: `session/${randomUUID()}`, type: 'TurnStarted', version: 1 },
  { stream: `session/${randomUUID()}`, type: 'TurnStarted', version: 9 },
  { stream: 'fleet/1', type: 'VehicleAdded', version: 1 },
];

const made = Array.from({ length: 60 }, (_, n) => {
  const { stream, type, version } = shapes[n % shapes.length]!;
  const at = new Date(Date.parse('2026-03-01T10:00:00.000Z') + n * 1_000).toISOString();
  return commitOf({ subject: `user-${n % 7}`, stream, number: n + 1, at, events: [{ type, version }] });
});

let home: Home;
/** A scan that ends its pages after a few commits, so that there are many. */
let parts: Parameters<typeof getEventCensus>[0];
beforeAll(async () => {
  home = await engineHome();
  await putCommits(home.client!, made);
  const whole = createDynamoDBHistoryScan(home.client!, 'events');
  const { found } = await whole.headers({ segment: 0, of: 1 });
  const headers = async (_segment: unknown, after?: Readonly<Record<string, string>>) => {
    const from = Number(after?.['place'] ?? 0);
    const next = from + 7 < found.length ? { next: { place: String(from + 7) } } : {};
    return { found: found.slice(from, from + 7), ...next };
  };
  parts = { scan: { headers }, vault: home.vault };
});
afterAll(() => home.stop());

const ask = (args: object = {}, who = oscar, pages = 2) => getEventCensus(parts, pages)(args, who) as Promise<Census>;

const whole = async (who = oscar): Promise<{ census: Census; tokens: string[] }> => {
  const tokens: string[] = [];
  let census = await ask({}, who);
  while (census.nextToken !== null) {
    tokens.push(census.nextToken);
    census = await ask({ nextToken: census.nextToken }, who);
  }
  return { census, tokens };
};

const refused = (args: object, who = oscar) =>
  expect(ask(args, who)).rejects.toMatchObject({ name: 'InvalidInput', facts: { field: 'nextToken' } });

describe('a census', () => {
  it('counts every event once, by stream, type and version, and says what this release cannot fold', async () => {
    const { census, tokens } = await whole();
    expect(tokens.length).toBeGreaterThan(3);
    expect(census).toMatchObject({ commits: 60, damaged: 0, nextToken: null });
    const own = (stream: string, version: number) => (header: CommitHeader) =>
      streamType(header.stream) === stream && header.events[0]!.version === version;
    const expected = (stream: string, type: string, version: number, foldable: boolean) => {
      const ats = made.filter(own(stream, version)).map(({ at }) => at);
      return { stream, type, version, count: ats.length, oldest: ats[0], newest: ats.at(-1), foldable };
    };
    expect(census.rows).toEqual([
      expected('fleet', 'VehicleAdded', 1, false),
      expected('garage', 'VehicleAdded', 1, true),
      expected('session', 'TurnStarted', 1, true),
      expected('session', 'TurnStarted', 9, false),
    ]);
  });

  it('asked for page by page is the same as asked for at once', async () => {
    const { census } = await whole();
    expect(await ask({}, oscar, 1_000)).toEqual(census);
  });

  it('sets aside what is no commit, and goes on', async () => {
    const broken = commitOf({
      subject: 'user-1',
      stream: 'garage',
      number: 500,
      events: [{ type: 'X', version: NaN }],
    });
    const damaged = { damaged: { subject: 'user-1', sk: 'garage' } };
    const scan = { headers: async () => ({ found: [broken, damaged, made[0]!] }) };
    expect(await getEventCensus({ ...parts, scan })({}, oscar)).toMatchObject({ commits: 1, damaged: 2 });
  });
});

describe('the token of a census', () => {
  it('with any changed letter is refused', async () => {
    const { nextToken } = await ask();
    for (const place of [0, 20, nextToken!.length - 1]) {
      const other = nextToken![place] === 'A' ? 'B' : 'A';
      await refused({ nextToken: nextToken!.slice(0, place) + other + nextToken!.slice(place + 1) });
    }
    for (const forged of ['', 'no token', Buffer.from('{"counts":{}}').toString('base64url')])
      if (forged !== '') await refused({ nextToken: forged });
  });

  it('is nobody else’s', async () => {
    const { nextToken } = await ask();
    await refused({ nextToken }, olive);
  });

  it('shows nothing of what was counted', async () => {
    const { nextToken } = await ask();
    expect(Buffer.from(nextToken!, 'base64url').toString('latin1')).not.toMatch(/TurnStarted|VehicleAdded|place/);
  });
});

/** SPEC N5: the ledger is sealed by the hour, and compliance reads the digests over the local server. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rootOf } from '../../functions/shared/digests/merkle.ts';
import { askingOf } from '../support/asking.ts';
import { startLocal, type Local } from '../support/local.ts';

const AUDREY = 'local:audrey:compliance';

type Listed = Record<'name' | 'from' | 'to' | 'root' | 'previous' | 'keyId' | 'statement' | 'signature', string> & {
  commits: number;
};
type Page = { items: Listed[]; publicKey: string; nextToken: string | null };

let dixon: Local;
let clock = '2026-11-21T07:30:00.000Z';
beforeAll(async () => {
  dixon = await startLocal({ now: () => clock });
  for (const hour of ['07', '08', '11']) {
    clock = `2026-11-21T${hour}:30:00.000Z`;
    await dixon.query('mutation { createConversation { id } }');
  }
  await dixon.caughtUp();
  clock = '2026-11-21T12:15:00.000Z';
  await dixon.task('seal', 'SealLedger', { afterMinutes: 15 });
});
afterAll(() => dixon.stop());

const { got, codeOf } = askingOf(() => dixon);
const list = (args: object = {}) => got<Page>('listDigests', args, AUDREY);
const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

it('every hour is in one digest, each goes on where the one before it ended, and names it', async () => {
  const { items, nextToken } = await list();
  expect(items.map(({ from, to }) => `${from.slice(11, 16)} ${to.slice(11, 16)}`)).toEqual([
    '07:00 08:00',
    '08:00 09:00',
    '09:00 11:00',
    '11:00 12:00',
  ]);
  expect(items.map(({ commits }) => commits > 0)).toEqual([true, true, false, true]);
  expect(items.map(({ previous }) => previous)).toEqual([
    null,
    ...items.slice(0, -1).map(({ statement }) => sha256(statement)),
  ]);
  expect(nextToken).toBeNull();
});

it('a digest can be verified with nothing but what the answer says and the commits of its hour', async () => {
  const { items, publicKey } = await list();
  const key = createPublicKey(publicKey);
  for (const { statement, signature, keyId, root, from, commits } of items) {
    expect(verify('sha256', Buffer.from(statement), key, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(sha256(key.export({ format: 'der', type: 'spki' }))).toBe(keyId);
    expect(JSON.parse(statement)).toMatchObject({ from, root, commits, keyId });
  }
  const { from, root, commits } = items[0]!;
  const headers = await Array.fromAsync(dixon.log.ledger({ from, to: '2026-11-21T07:59:59.999Z' }));
  expect([headers.length, rootOf(headers.map(({ hash }) => hash))]).toEqual([commits, root]);
});

describe('a range', () => {
  const namesIn = async (args: object) => (await list(args)).items.map(({ name }) => name.slice(11));

  it('has its ends in it, and the hour in which it begins', async () => {
    expect(await namesIn({ from: '2026-11-21T08:00:00.000Z', to: '2026-11-21T09:00:00.000Z' })).toEqual(['08', '09']);
    expect(await namesIn({ from: '2026-11-21T08:59:59.999Z' })).toEqual(['08', '09', '11']);
    expect(await namesIn({ to: '2026-11-21T08:59:59.999Z' })).toEqual(['07', '08']);
    expect(await namesIn({ from: '2026-11-22T00:00:00.000Z' })).toEqual([]);
  });

  it('comes page by page, each digest once', async () => {
    const range = { from: '2026-11-21T08:00:00.000Z', limit: 1 };
    const seen: string[] = [];
    let page = await list(range);
    for (; page.nextToken !== null; page = await list({ ...range, nextToken: page.nextToken }))
      seen.push(...page.items.map(({ name }) => name));
    seen.push(...page.items.map(({ name }) => name));
    expect(seen).toEqual(['2026-11-21T08', '2026-11-21T09', '2026-11-21T11']);
  });

  it('of what is none is refused', async () => {
    const wrong = [{ limit: 0 }, { limit: 101 }, { from: 'yesterday' }, { to: '2026-11-21' }, { nextToken: '../x' }];
    for (const args of wrong)
      expect(await codeOf('listDigests', args, AUDREY), JSON.stringify(args)).toBe('InvalidInput');
  });
});

it.each(['local:sam', 'local:oscar:ops'])('%s sees no digest', async (who) => {
  expect(await codeOf('listDigests', {}, who)).toBe('PermissionDenied');
});

it('a second run at the same time of day changes nothing', async () => {
  const before = await list();
  expect(await dixon.task('seal', 'SealLedger', { afterMinutes: 15 })).toEqual({ digests: 0, commits: 0, more: false });
  expect(await list()).toEqual(before);
});

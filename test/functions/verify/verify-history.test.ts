/** One person's history is verified page by page; what carries it from page to page can be forged by nobody. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoDBClient } from '../../../functions/adapters/dynamodb/client.ts';
import { createDynamoDBHistoryScan } from '../../../functions/adapters/dynamodb/history-scan.ts';
import { createDynamoDBSubjectHistory } from '../../../functions/adapters/dynamodb/subject-history.ts';
import type { Principal } from '../../../functions/api/principal.ts';
import { verifyHistory } from '../../../functions/audit/operations/verification/verify-history.ts';
import { count, counter } from '../../support/counter-stream.ts';
import { inSmallPages } from '../../support/paged.ts';
import { engineHome, type Home } from '../../support/stores.ts';

const SAM = 'user-sam';
const STREAMS = ['counter/1', 'counter/2', 'counter/3'];
const EACH = 5;
/** So that pages end within streams. */
const LIMIT = 2;
const BUDGET = 4;

let home: Home;
let verify: (args: object, who?: string) => ReturnType<ReturnType<typeof verifyHistory>>;
beforeAll(async () => {
  home = await engineHome();
  const client = createDynamoDBClient(home.endpoint);
  inSmallPages('QueryCommand', { limit: LIMIT })(client);
  const operation = verifyHistory(
    {
      subjectHistory: createDynamoDBSubjectHistory(client, 'events'),
      scan: createDynamoDBHistoryScan(client, 'events'),
      vault: home.vault,
    },
    BUDGET,
  );
  verify = (args, who = 'user-audrey') => {
    const principal: Principal = { userId: who, actor: { kind: 'operator', id: who }, roles: ['compliance'] };
    return operation(args, principal);
  };
  for (const subject of [SAM, 'user-eve'])
    for (const stream of STREAMS)
      for (let n = 0; n < EACH; n += 1) {
        const actor = { kind: 'person' as const, id: subject };
        await home.store.execute(
          counter,
          { subject, stream },
          { commandId: randomUUID(), actor, correlation: 'c' },
          count(n),
        );
      }
});
afterAll(() => home.stop());

type Page = Awaited<ReturnType<typeof verify>>;

const allPages = async (args: object): Promise<Page[]> => {
  const pages: Page[] = [await verify(args)];
  while (pages.at(-1)!.nextToken) pages.push(await verify({ ...args, nextToken: pages.at(-1)!.nextToken }));
  return pages;
};
const sum = (pages: Page[], of: (page: Page) => number): number => pages.reduce((total, page) => total + of(page), 0);

it('every page goes on where the one before ended, and counts what it looked at', async () => {
  const pages = await allPages({ subject: SAM });
  expect(pages.map(({ commits }) => commits)).toEqual([4, 4, 4, 3]);
  expect(sum(pages, ({ streams }) => streams)).toBe(STREAMS.length);
  expect(pages.flatMap(({ faults }) => faults)).toEqual([]);
});

it('one stream alone, and none whose name begins alike', async () => {
  const pages = await allPages({ subject: SAM, stream: 'counter/2' });
  expect(sum(pages, ({ commits }) => commits)).toBe(EACH);
  expect(sum(pages, ({ streams }) => streams)).toBe(1);
  await expect(verify({ subject: SAM, stream: 'counter' })).rejects.toThrow(
    expect.objectContaining({ name: 'NotFound' }),
  );
});

describe('a nextToken is refused', () => {
  const tokenOf = async (): Promise<string> => (await verify({ subject: SAM })).nextToken!;
  const refused = async (args: object, who?: string) =>
    expect(verify(args, who)).rejects.toThrow(expect.objectContaining({ name: 'InvalidInput' }));

  it('for another person', async () => refused({ subject: 'user-eve', nextToken: await tokenOf() }));
  it('for one stream of the same person', async () =>
    refused({ subject: SAM, stream: 'counter/2', nextToken: await tokenOf() }));
  it('from somebody else of compliance', async () =>
    refused({ subject: SAM, nextToken: await tokenOf() }, 'user-adam'));
  it('with a changed byte', async () => {
    const token = await tokenOf();
    const middle = token.length >> 1;
    const other = token[middle] === 'A' ? 'B' : 'A';
    await refused({ subject: SAM, nextToken: token.slice(0, middle) + other + token.slice(middle + 1) });
  });
  it('that somebody made themself', async () => {
    const walk = { chains: { commits: 0, streams: 0 }, erased: 0 };
    const made = Buffer.from(JSON.stringify({ walk, after: { pk: SAM, sk: 'x' } })).toString('base64url');
    await refused({ subject: SAM, nextToken: made });
  });
});

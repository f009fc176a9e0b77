/** Whatever is changed in the table behind the service's back, a verification with digests finds it. */
import { BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Item } from '../../functions/adapters/dynamodb/commit-item.ts';
import { choices, mutations, type Mutation } from '../support/mutations.ts';
import { sealedHistory, type SealedHistory } from '../support/sealed-history.ts';

const CHANGES = 200;
const SEED = 'dixon-6';

let history: SealedHistory;
let items: Item[];
beforeAll(async () => {
  history = await sealedHistory();
  items = await history.items();
});
afterAll(() => history.stop());

const keyOf = ({ pk, sk }: Item): Item => ({ pk: pk!, sk: sk! });
const textOf = (item: Item): string => `${item['pk']!.S}|${item['sk']!.S}`;

const write = async (put: readonly Item[], remove: readonly Item[]): Promise<void> => {
  const requests: WriteRequest[] = [
    ...put.map((item) => ({ PutRequest: { Item: item } })),
    ...remove.map((item) => ({ DeleteRequest: { Key: keyOf(item) } })),
  ];
  for (let first = 0; first < requests.length; first += 25)
    await history.storage.dynamodb.send(
      new BatchWriteItemCommand({ RequestItems: { events: requests.slice(first, first + 25) } }),
    );
};

/** As it was: what the verification itself appended goes too. */
const putBack = async ({ put, remove }: Mutation): Promise<void> => {
  const known = new Map(items.map((item) => [textOf(item), item]));
  const touched = [...put, ...remove].map((item) => known.get(textOf(item))).filter((item) => item !== undefined);
  const unknown = (await history.items()).filter((item) => !known.has(textOf(item)));
  await write([], unknown);
  await write([...new Map(touched.map((item) => [textOf(item), item])).values()], []);
};

it('an untouched history is clean: what was erased is no fault', async () => {
  const outcome = await history.verified();
  await putBack({ put: [], remove: [], tells: [] });
  expect(outcome).toMatchObject({ faultCount: 0, faults: [], commits: items.length + 1 });
  expect(outcome.erased).toBe(items.filter((item) => !item['body']).length);
  expect(outcome.erased).toBeGreaterThan(10);
  expect(history.notices).toEqual([]);
});

it(`of ${CHANGES} single changes, ${CHANGES} are found, and told for what they are`, async () => {
  const choose = choices(SEED);
  const missed: object[] = [];
  let found = 0;
  for (let change = 0; change < CHANGES; change += 1) {
    const [what, make] = mutations[change % mutations.length]!;
    const mutation = await make(items, choose, history.storage.vault);
    await write(mutation.put, mutation.remove);
    const { faults, faultCount } = await history.verified();
    await putBack(mutation);
    const isTold = (kind: string): boolean => faults.some((fault) => fault.kind === kind);
    if (faultCount > 0 && mutation.tells.every((each) => [each].flat().some(isTold))) found += 1;
    else missed.push({ change, what, faults });
  }
  expect(missed).toEqual([]);
  expect(found).toBe(CHANGES);
}, 240_000);

it('and once everything is put back, it is clean again', async () => {
  expect(await history.verified()).toMatchObject({ faultCount: 0 });
});

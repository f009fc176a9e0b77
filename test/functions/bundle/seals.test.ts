/** What a bundle proves where the ledger is not what was sealed: the verifier names it, and proves what can be proved. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sortKey } from '../../../events/core/commit.ts';
import { ledgerDay } from '../../../events/core/ledger-day.ts';
import { collectEntries } from '../../../functions/shared/bundle/entries.ts';
import { collectSeals } from '../../../functions/shared/bundle/seals.ts';
import { minute, startBundling, verified, type Bundling } from '../../support/audit-bundles.ts';
import { manifestIn } from './forging.ts';

const SAM = 'user-sam';
const EVE = 'user-eve';

let home: Bundling;
let sams: string;
let eves: string;
/** Each of them in two hours that are sealed; between those, one in which Eve was alone. */
beforeEach(async () => {
  home = await startBundling();
  sams = await home.history(SAM, 4);
  eves = await home.history(EVE, 3, 70);
  await home.history(SAM, 2, 130);
  await home.history(EVE, 2, 131);
  await home.sealAt(minute(200));
});
afterEach(() => home.stop());

const keyOf = (pk: string, stream: string, number: number) => ({ pk: { S: pk }, sk: { S: sortKey(stream, number) } });

it('only the digests of hours with something of theirs are handed out', async () => {
  const { counts } = manifestIn(await home.bundle({ subject: SAM }));
  expect(counts).toMatchObject({ entries: 6, digests: 2, unsealed: 0 });
});

it('more different hours than a request can look through are refused by name', async () => {
  const { entries } = await collectEntries(home.bundleParts, { subject: SAM });
  expect((await collectSeals(home.bundleParts, entries, 2)).digests).toHaveLength(2);
  await expect(collectSeals(home.bundleParts, entries, 1)).rejects.toMatchObject({
    name: 'QuotaExceeded',
    message: expect.stringContaining('Narrow the range'),
  });
});

it('a commit that was dated back into a sealed hour is found, and spoils nobody else’s proof', async () => {
  await home.commitAt(minute(30), 'counter/late', EVE);
  const hers = await verified(await home.bundle({ subject: EVE }));
  expect(hers.said).toContain('its hour is sealed, and no digest proves it');
  expect(hers.code).toBe(1);
  const his = await home.bundle({ subject: SAM });
  expect(manifestIn(his).counts.unsealed).toBe(0);
  expect((await verified(his)).code).toBe(0);
});

it('where a commit was taken out of the ledger, its hour proves nobody’s any more', async () => {
  await home.client.send(new DeleteItemCommand({ TableName: 'events', Key: keyOf(SAM, sams, 4) }));
  const { code, said } = await verified(await home.bundle({ subject: SAM }));
  expect(said).toContain('FAULTS: 3');
  expect(said).toContain('its hour is sealed, and no digest proves it');
  expect(code).toBe(1);
});

it('a header that was changed in the table is found at its line', async () => {
  const change = {
    UpdateExpression: 'SET #actor = :actor',
    ExpressionAttributeNames: { '#actor': 'actor' },
    ExpressionAttributeValues: { ':actor': { S: 'system:nobody' } },
  };
  await home.client.send(new UpdateItemCommand({ TableName: 'events', Key: keyOf(EVE, eves, 2), ...change }));
  const { code, said } = await verified(await home.bundle({ subject: EVE, to: minute(100) }));
  expect(said).toContain('FAULTS: 1');
  expect(said).toContain('entries.ndjson, line 2: its hash is not the one that its fields make: it was changed.');
  expect(code).toBe(1);
});

it('what is no commit, in the hour of somebody else, keeps nothing from being proved', async () => {
  const at = minute(1);
  const Item = { ...keyOf('user-odd', 'counter/odd', 1), day: { S: ledgerDay(at, 'user-odd') }, at: { S: at } };
  await home.client.send(new PutItemCommand({ TableName: 'events', Item }));
  const his = await home.bundle({ subject: SAM });
  expect(manifestIn(his).counts.unsealed).toBe(0);
  expect((await verified(his)).code).toBe(0);
});

it('a digest that cannot be read proves nothing, and the others prove what they did', async () => {
  const file = join(home.dataDir, 'digests/2026-01/2026-01-22T11.digest');
  chmodSync(file, 0o600);
  writeFileSync(file, 'nothing\n');
  expect((await verified(await home.bundle({ subject: SAM }))).code).toBe(0);
  const hers = await home.bundle({ subject: EVE });
  expect(manifestIn(hers).counts).toMatchObject({ entries: 5, unsealed: 3, digests: 1 });
  expect((await verified(hers)).code).toBe(1);
});

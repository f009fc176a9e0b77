/** Sealing that is disturbed: a second one at the same time, a crash in between, files that somebody else put there. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { toItem, type Item } from '../../../functions/adapters/dynamodb/commit-item.ts';
import type { DigestStore } from '../../../functions/shared/digests/ports.ts';
import { hashOfStatement, textOf } from '../../../functions/shared/digests/statement.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { spansOf, startSealing, type Sealing } from '../../support/sealing.ts';

let ledger: Sealing;
beforeEach(async () => {
  ledger = await startSealing();
});
afterEach(() => ledger.stop());

const MONTH = 'digests/2026-11';
const fileOf = (ending: string): string => {
  const folder = join(ledger.dataDir, MONTH);
  return join(
    folder,
    readdirSync(folder).find((name) => name.endsWith(ending))!,
  );
};
const rewrite = (file: string, text: string): void => {
  chmodSync(file, 0o644);
  writeFileSync(file, text);
};
const areChained = async (): Promise<boolean> => {
  const digests = await ledger.sealed();
  return digests.every(({ statement }, index) => {
    const before = digests[index - 1];
    return (
      statement.previous === (before ? hashOfStatement(before) : null) &&
      (!before || before.statement.to === statement.from)
    );
  });
};

it('the same hour is not sealed a second time, even where a commit came too late for it', async () => {
  await ledger.commitAt('2026-11-21T07:10:00.000Z');
  await ledger.sealAt('2026-11-21T08:15:00.000Z');
  const before = await ledger.sealed();
  await ledger.commitAt('2026-11-21T07:59:00.000Z');
  expect(await ledger.sealAt('2026-11-21T08:20:00.000Z')).toEqual({ digests: 0, commits: 0, more: false });
  expect(await ledger.sealed()).toEqual(before);
});

it('two that seal at the same time make one chain, in which each hour is once', async () => {
  for (const hour of ['05', '06', '09', '10']) await ledger.commitAt(`2026-11-21T${hour}:10:00.000Z`);
  const done = await Promise.all(Array.from({ length: 3 }, () => ledger.sealAt('2026-11-21T12:00:00.000Z')));
  expect(spansOf(await ledger.sealed())).toEqual([
    '11-21T05 11-21T06 1',
    '11-21T06 11-21T07 1',
    '11-21T07 11-21T09 0',
    '11-21T09 11-21T10 1',
    '11-21T10 11-21T11 1',
  ]);
  expect(await areChained()).toBe(true);
  const sum = (of: 'digests' | 'commits') => done.reduce((all, each) => all + each[of], 0);
  expect([sum('digests'), sum('commits')]).toEqual([5, 4]);
});

it('one who comes second goes on behind a digest that is shorter than theirs would have been', async () => {
  await ledger.commitAt('2026-11-21T05:10:00.000Z');
  await ledger.sealAt('2026-11-21T06:15:00.000Z');
  await ledger.commitAt('2026-11-21T09:10:00.000Z');
  let isOvertaken = false;
  const overtaken: DigestStore = {
    ...ledger.digests,
    add: async (digest, heads) => {
      if (!isOvertaken) {
        isOvertaken = true;
        await ledger.sealAt('2026-11-21T07:15:00.000Z');
      }
      return ledger.digests.add(digest, heads);
    },
  };
  expect(await ledger.sealAt('2026-11-21T10:15:00.000Z', { digests: overtaken })).toMatchObject({ digests: 2 });
  expect(spansOf(await ledger.sealed())).toEqual([
    '11-21T05 11-21T06 1',
    '11-21T06 11-21T07 0',
    '11-21T07 11-21T09 0',
    '11-21T09 11-21T10 1',
  ]);
  expect(await areChained()).toBe(true);
});

it.each([
  ['as they were', async () => {}],
  ['not as they were', () => ledger.commitAt('2026-11-21T07:20:00.000Z')],
])('an hour whose heads alone were put down is sealed by the next run, with its heads %s', async (_how, meanwhile) => {
  await ledger.commitAt('2026-11-21T07:10:00.000Z');
  await ledger.sealAt('2026-11-21T08:15:00.000Z');
  // as a process leaves it that dies between the two
  rmSync(fileOf('.digest'));
  await meanwhile();

  expect(await ledger.sealAt('2026-11-21T08:20:00.000Z')).toMatchObject({ digests: 1 });
  const [digest] = await ledger.sealed();
  expect(await ledger.digests.headsSha256(digest!.name)).toBe(digest!.statement.headsSha256);
  expect((await Array.fromAsync(ledger.digests.heads(digest!.name))).length).toBe(digest!.statement.heads);
});

it('a run whose time is up leaves the rest to the next one', async () => {
  for (const hour of ['05', '07']) await ledger.commitAt(`2026-11-21T${hour}:10:00.000Z`);
  const runs: object[] = [];
  for (let run = 1; run <= 2; run += 1) runs.push(await ledger.sealAt('2026-11-24T02:00:00.000Z', { budget: 0 }));
  expect(runs).toEqual([
    { digests: 1, commits: 1, more: true },
    { digests: 2, commits: 1, more: true },
  ]);
  // what was seen to be empty is sealed as empty, so that no run does it again
  for (let more = true; more;) ({ more } = await ledger.sealAt('2026-11-24T02:00:00.000Z', { budget: 0 }));
  expect(spansOf(await ledger.sealed())).toEqual([
    '11-21T05 11-21T06 1',
    '11-21T06 11-21T07 0',
    '11-21T07 11-21T08 1',
    '11-21T08 11-22T00 0',
    '11-22T00 11-23T00 0',
    '11-23T00 11-24T00 0',
    '11-24T00 11-24T01 0',
  ]);
  expect(await areChained()).toBe(true);
});

it('nothing is built on a digest that was forged, damaged, or signed by somebody else', async () => {
  await ledger.commitAt('2026-11-21T07:10:00.000Z');
  await ledger.sealAt('2026-11-21T08:15:00.000Z');
  const file = fileOf('.digest');
  const genuine = readFileSync(file, 'utf8');
  const [digest] = await ledger.sealed();
  const forged = textOf({ ...digest!.statement, to: '2027-11-21T08:00:00.000Z' });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const theirs = sign('sha256', Buffer.from(forged), privateKey).toString('base64url');
  const files = {
    forged: `${forged}\n${digest!.signature}\n`,
    theirs: `${forged}\n${theirs}\n`,
    damaged: genuine.slice(0, -20),
    empty: '',
  };
  for (const [what, text] of Object.entries(files)) {
    rewrite(file, text);
    await expect(ledger.sealAt('2026-11-21T10:15:00.000Z'), what).rejects.toMatchObject({
      name: 'Corrupted',
      facts: { digest: '2026-11-21T07' },
    });
  }
  rewrite(file, genuine);
  expect(await ledger.sealAt('2026-11-21T10:15:00.000Z')).toMatchObject({ digests: 1 });
});

it('a name that is taken by what is no digest does not keep a run going for ever', async () => {
  await ledger.commitAt('2026-11-21T07:10:00.000Z');
  const taken: DigestStore = { ...ledger.digests, add: async () => false };
  await expect(ledger.sealAt('2026-11-21T10:15:00.000Z', { digests: taken })).rejects.toThrow('damaged');
});

it('a storage that is down fails the run, and the next one makes it good', async () => {
  for (const hour of ['05', '06']) await ledger.commitAt(`2026-11-21T${hour}:10:00.000Z`);
  let puts = 0;
  const failing: DigestStore = {
    ...ledger.digests,
    add: (digest, heads) => {
      puts += 1;
      return puts === 2 ? Promise.reject(new StorageUnavailable('digests')) : ledger.digests.add(digest, heads);
    },
  };
  await expect(ledger.sealAt('2026-11-21T07:15:00.000Z', { digests: failing })).rejects.toThrow(StorageUnavailable);
  expect(await ledger.sealAt('2026-11-21T07:20:00.000Z')).toEqual({ digests: 1, commits: 1, more: false });
  expect(spansOf(await ledger.sealed())).toEqual(['11-21T05 11-21T06 1', '11-21T06 11-21T07 1']);
});

it('an item that is no commit, or is of no time, is left out and named, and the others are sealed', async () => {
  await ledger.commitAt('2026-11-21T07:10:00.000Z', 'counter/a');
  const item = toItem((await ledger.log.get({ subject: 'user-1', stream: 'counter/a' }, 1))!);
  const hollow: Item = { ...item, sk: { S: 'counter/b#0000000001' } };
  delete hollow['hash'];
  const timeless = { ...item, sk: { S: 'counter/c#0000000001' }, at: { S: '2026-11-21T0x' } };
  for (const Item of [hollow, timeless]) await ledger.client.send(new PutItemCommand({ TableName: 'events', Item }));
  expect(await ledger.sealAt('2026-11-21T23:15:00.000Z')).toEqual({ digests: 2, commits: 1, more: false });
  expect(spansOf(await ledger.sealed())).toEqual(['11-21T07 11-21T08 1', '11-21T08 11-21T23 0']);
  expect(ledger.setAside.map(({ sk }) => sk)).toEqual(['counter/b#0000000001', 'counter/c#0000000001']);
});

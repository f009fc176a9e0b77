import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sha256 } from '../../../events/core/chain.ts';
import { toItem } from '../../../functions/adapters/dynamodb/commit-item.ts';
import { proofOf, rootOf, isProven } from '../../../functions/shared/digests/merkle.ts';
import { hashOfStatement, headsSha256Of, verifyDigest } from '../../../functions/shared/digests/statement.ts';
import { spansOf, startSealing, type Sealing } from '../../support/sealing.ts';

let ledger: Sealing;
beforeEach(async () => {
  ledger = await startSealing();
});
afterEach(() => ledger.stop());

const commitsOf = (from: string, to: string) => Array.fromAsync(ledger.log.ledger({ from, to }));

it('every hour that is over is sealed, and what goes on is not', async () => {
  await ledger.commitAt('2026-11-21T07:10:00.000Z');
  await ledger.commitAt('2026-11-21T07:50:00.000Z');
  await ledger.commitAt('2026-11-21T08:20:00.000Z');
  await ledger.commitAt('2026-11-21T09:01:00.000Z');

  expect(await ledger.sealAt('2026-11-21T09:20:00.000Z')).toEqual({ digests: 2, commits: 3, more: false });
  expect(spansOf(await ledger.sealed())).toEqual(['11-21T07 11-21T08 2', '11-21T08 11-21T09 1']);
});

it('an hour is sealed once it has been over for a quarter of an hour', async () => {
  await ledger.commitAt('2026-11-21T07:10:00.000Z');
  expect(await ledger.sealAt('2026-11-21T08:14:59.999Z')).toEqual({ digests: 0, commits: 0, more: false });
  expect(await ledger.sealAt('2026-11-21T08:15:00.000Z')).toEqual({ digests: 1, commits: 1, more: false });
});

it('what happens on the very border of two hours is in the later one alone', async () => {
  await ledger.commitAt('2026-11-21T07:59:59.999Z');
  await ledger.commitAt('2026-11-21T08:00:00.000Z');
  await ledger.commitAt('2026-11-21T23:59:59.999Z');
  await ledger.commitAt('2026-11-22T00:00:00.000Z');

  await ledger.sealAt('2026-11-22T02:00:00.000Z');
  const spans = spansOf(await ledger.sealed());
  expect(spans).toEqual([
    '11-21T07 11-21T08 1',
    '11-21T08 11-21T09 1',
    '11-21T09 11-21T23 0',
    '11-21T23 11-22T00 1',
    '11-22T00 11-22T01 1',
  ]);
});

it('a digest says which commits there were, how far each stream had come, and which digest was before', async () => {
  await ledger.commitAt('2026-11-21T07:10:00.000Z', 'counter/a', 'user-2');
  await ledger.commitAt('2026-11-21T07:20:00.000Z', 'counter/a', 'user-2');
  await ledger.commitAt('2026-11-21T07:20:00.000Z', 'counter/b', 'user-1');
  await ledger.commitAt('2026-11-21T08:30:00.000Z', 'counter/a', 'user-2');
  await ledger.sealAt('2026-11-21T09:15:00.000Z');

  const [first, second] = await ledger.sealed();
  const commits = await commitsOf('2026-11-21T07:00:00.000Z', '2026-11-21T07:59:59.999Z');
  const hashes = commits.map(({ hash }) => hash);
  expect(first!.statement).toMatchObject({ commits: 3, root: rootOf(hashes), previous: null });
  for (const hash of hashes)
    expect(isProven({ hash, root: first!.statement.root, ...proofOf(hashes, hash)! })).toBe(true);

  const heads = await Array.fromAsync(ledger.digests.heads(first!.name));
  expect(heads.map(({ subject, stream, number }) => `${subject} ${stream} ${number}`)).toEqual([
    'user-1 counter/b 1',
    'user-2 counter/a 2',
  ]);
  expect(first!.statement.headsSha256).toBe(headsSha256Of(heads));
  expect(await ledger.digests.headsSha256(first!.name)).toBe(first!.statement.headsSha256);

  expect(second!.statement.previous).toBe(hashOfStatement(first!));
  const publicKey = await ledger.digestSigner.publicKey();
  expect([first, second].map((digest) => verifyDigest(digest!, publicKey))).toEqual([true, true]);
});

it('a digest pins the newest commit of a stream, so that it cannot be taken away unseen', async () => {
  await ledger.commitAt('2026-11-21T07:10:00.000Z', 'counter/a');
  await ledger.commitAt('2026-11-21T07:20:00.000Z', 'counter/a');
  await ledger.sealAt('2026-11-21T08:15:00.000Z');

  const newest = await ledger.log.get({ subject: 'user-1', stream: 'counter/a' }, 2);
  const [digest] = await ledger.sealed();
  expect(await Array.fromAsync(ledger.digests.heads(digest!.name))).toEqual([
    { subject: 'user-1', stream: 'counter/a', number: 2, hash: Buffer.from(newest!.hash).toString('hex') },
  ]);
});

it('an old history without a digest is sealed from its first hour on', async () => {
  await ledger.commitAt('2025-12-31T23:30:00.000Z');
  await ledger.commitAt('2026-01-20T00:00:00.000Z');
  expect(await ledger.sealAt('2026-02-01T07:30:00.000Z')).toEqual({ digests: 4, commits: 2, more: false });
  expect((await ledger.sealed()).map(({ name, statement: { to } }) => `${name} ${to}`)).toEqual([
    '2025-12-31T23 2026-01-01T00:00:00.000Z',
    '2026-01-01T00 2026-01-20T00:00:00.000Z',
    '2026-01-20T00 2026-01-20T01:00:00.000Z',
    '2026-01-20T01 2026-02-01T07:00:00.000Z',
  ]);
});

it('a machine that was off for a month seals it as one time in which nothing happened', async () => {
  await ledger.commitAt('2026-10-20T07:10:00.000Z');
  await ledger.sealAt('2026-10-20T08:20:00.000Z');
  await ledger.commitAt('2026-11-21T07:20:00.000Z');
  expect(await ledger.sealAt('2026-11-21T08:20:00.000Z')).toEqual({ digests: 2, commits: 1, more: false });
  expect(spansOf(await ledger.sealed())).toEqual(['10-20T07 10-20T08 1', '10-20T08 11-21T07 0', '11-21T07 11-21T08 1']);
});

it('a busy hour is sealed whole, however many pages of the index it fills', async () => {
  await ledger.commitAt('2026-11-21T07:10:00.000Z', 'counter/a');
  const like = (await ledger.log.get({ subject: 'user-1', stream: 'counter/a' }, 1))!;
  const others = Array.from({ length: 1_100 }, (_, index) => ({
    ...like,
    stream: `counter/${index % 50}`,
    number: Math.floor(index / 50) + 1,
    hash: sha256(String(index)),
  }));
  for (let first = 0; first < others.length; first += 25) {
    const events = others.slice(first, first + 25).map((commit) => ({ PutRequest: { Item: toItem(commit) } }));
    await ledger.client.send(new BatchWriteItemCommand({ RequestItems: { events } }));
  }

  expect(await ledger.sealAt('2026-11-21T08:15:00.000Z')).toEqual({ digests: 1, commits: 1_101, more: false });
  const [digest] = await ledger.sealed();
  expect(digest!.statement.root).toBe(rootOf([like, ...others].map(({ hash }) => hash)));
  const heads = await Array.fromAsync(ledger.digests.heads(digest!.name));
  expect(heads.map(({ number }) => number)).toEqual([...Array<number>(50).fill(22), 1]);
});

it('nothing is sealed where nothing was ever stored', async () => {
  expect(await ledger.sealAt('2026-11-21T08:20:00.000Z')).toEqual({ digests: 0, commits: 0, more: false });
  expect(await ledger.sealed()).toEqual([]);
});

it('a clock that went back a little seals nothing twice', async () => {
  await ledger.commitAt('2026-11-21T07:10:00.000Z');
  await ledger.sealAt('2026-11-21T08:15:01.000Z');
  await ledger.commitAt('2026-11-21T08:10:00.000Z');
  expect(await ledger.sealAt('2026-11-21T08:14:58.000Z')).toEqual({ digests: 0, commits: 0, more: false });
  expect(await ledger.sealAt('2026-11-21T09:15:00.000Z')).toEqual({ digests: 1, commits: 1, more: false });
  expect(spansOf(await ledger.sealed())).toEqual(['11-21T07 11-21T08 1', '11-21T08 11-21T09 1']);
});

/** What a seal says, beyond its chain: who could have written this, and what a request took. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GENESIS, hashOf, sha256 } from '../../../events/core/chain.ts';
import type { Commit, StreamAddress } from '../../../events/core/commit.ts';
import { createDynamoDBHistoryScan } from '../../../functions/adapters/dynamodb/history-scan.ts';
import { verifyPage, walkAtTheStart } from '../../../functions/verify/verify-page.ts';
import { count, counter } from '../../support/counter-stream.ts';
import { fill, instanceOn, newGarage, vehicleId } from '../../support/garages.ts';
import { engineHome, type Home } from '../../support/stores.ts';

const AT = '2026-01-22T10:00:00.000Z';

let home: Home;
let address: StreamAddress;
beforeAll(async () => {
  home = await engineHome();
});
afterAll(() => home.stop());
beforeEach(async () => {
  address = { subject: `user-${randomUUID()}`, stream: 'counter/1' };
});

const counted = async (times: number): Promise<Commit[]> => {
  const actor = { kind: 'person' as const, id: address.subject };
  for (let n = 1; n <= times; n += 1)
    await home.store.execute(counter, address, { commandId: randomUUID(), actor, correlation: 'c' }, count(n));
  return commitsOf(address);
};
const commitsOf = (which: StreamAddress): Promise<Commit[]> => Array.fromAsync(home.log.read(which));

const verify = async (found: readonly Commit[]) => {
  const proofs = { vault: home.vault, scan: createDynamoDBHistoryScan(home.client!, 'events') };
  const { walk, faults } = await verifyPage(proofs, walkAtTheStart, { found: [...found] });
  return { erased: walk.erased, faults: faults.map(({ kind, number }) => ({ kind, number })) };
};

/** Well linked behind the newest, by somebody who has no key. */
const forged = (commits: readonly Commit[], body?: Uint8Array): Commit => {
  const { body: _body, hash: _hash, ...tip } = commits.at(-1)!;
  const header = {
    ...tip,
    number: tip.number + 1,
    prev: commits.at(-1)?.hash ?? GENESIS,
    commitment: body ? sha256(body) : randomBytes(32),
  };
  return { ...header, hash: hashOf(header), ...(body ? { body } : {}) };
};

const without = ({ body: _body, ...rest }: Commit): Commit => rest;

it('what was appended opens at its place', async () => {
  expect(await verify(await counted(3))).toEqual({ erased: 0, faults: [] });
});

it('a body that is gone without a request is missed', async () => {
  const commits = await counted(3);
  expect(await verify(commits.with(1, without(commits[1]!)))).toEqual({
    erased: 0,
    faults: [{ kind: 'missing-body', number: 2 }],
  });
});

it('a body that a request took is not', async () => {
  const commits = await counted(3);
  await home.vault.shred(address, randomUUID(), AT);
  expect(await verify(commits.map(without))).toEqual({ erased: 3, faults: [] });
});

it('a body whose key is gone, and which is still to be removed, is no fault', async () => {
  const commits = await counted(3);
  await home.vault.shred(address, randomUUID(), AT);
  expect(await verify([without(commits[0]!), ...commits.slice(1)])).toEqual({ erased: 1, faults: [] });
});

it('an erasure between two pages of a stream is no fault', async () => {
  const commits = await counted(4);
  const proofs = { vault: home.vault, scan: createDynamoDBHistoryScan(home.client!, 'events') };
  const first = await verifyPage(proofs, walkAtTheStart, { found: commits.slice(0, 2) });
  expect(first.walk.opened).toBe(2);
  await home.vault.shred(address, randomUUID(), AT);
  for (const { number } of commits) await home.log.removeBody(address, number);
  const second = await verifyPage(proofs, first.walk, { found: commits.slice(2).map(without) });
  expect(second).toMatchObject({ faults: [], walk: { erased: 2 } });
});

describe('a forged commit that links well', () => {
  it('with a body that nobody sealed is foreign', async () => {
    const commits = await counted(2);
    expect((await verify([...commits, forged(commits, randomBytes(64))])).faults).toEqual([
      { kind: 'foreign-ciphertext', number: 3 },
    ]);
  });

  it('with the body of another place is foreign', async () => {
    const commits = await counted(2);
    expect((await verify([...commits, forged(commits, commits[0]!.body)])).faults).toEqual([
      { kind: 'foreign-ciphertext', number: 3 },
    ]);
  });

  it('without a body lacks one', async () => {
    const commits = await counted(2);
    expect((await verify([...commits, forged(commits)])).faults).toEqual([{ kind: 'missing-body', number: 3 }]);
  });
});

describe('a library of which a vehicle was erased', () => {
  /** As its erasure left it: what stands below the commit that carries over has no body. */
  const erasedLibrary = async () => {
    const library = newGarage();
    const by = instanceOn(home);
    await fill(by, library, 1, 2);
    const { below } = await by.carryOver({
      subject: library.subject,
      requestId: randomUUID(),
      at: '2100-01-01T00:00:00.000Z',
      vehicleIds: [vehicleId(1)],
    });
    await fill(by, library, 3);
    const commits = await commitsOf(library);
    return { below, commits: commits.map((commit) => (commit.number < below ? without(commit) : commit)) };
  };

  it('has bodies from where it was carried over', async () => {
    const { below, commits } = await erasedLibrary();
    expect(await verify(commits)).toEqual({ erased: below - 1, faults: [] });
  });

  it('lacks the one that carried over, where that is gone too', async () => {
    const { below, commits } = await erasedLibrary();
    const { faults } = await verify(commits.with(below - 1, without(commits[below - 1]!)));
    expect(faults).toEqual([{ kind: 'missing-body', number: below }]);
  });

  it('lacks a later one, which no request can have taken', async () => {
    const { commits } = await erasedLibrary();
    const { faults } = await verify([...commits.slice(0, -1), without(commits.at(-1)!)]);
    expect(faults).toEqual([{ kind: 'missing-body', number: commits.length }]);
  });

  it('shows a forged one behind it as foreign', async () => {
    const { commits } = await erasedLibrary();
    const { faults } = await verify([...commits, forged(commits, randomBytes(64))]);
    expect(faults).toEqual([{ kind: 'foreign-ciphertext', number: commits.length + 1 }]);
  });
});

/**
 * A history of many people, put into an engine in bulk: every commit sealed with its stream's own key, as following the
 * commands would have left it. One session is told; the others are it once more, under other names.
 */
import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { account, accountStream, openAccount } from '../../events/account/index.ts';
import { hashOf, sha256 } from '../../events/core/chain.ts';
import type { Commit } from '../../events/core/commit.ts';
import { place } from '../../events/core/commit-opener.ts';
import { createEventStore } from '../../events/core/create-event-store.ts';
import { createMemoryCommitLog } from '../../events/core/memory-commit-log.ts';
import type { Vault } from '../../events/core/vault.ts';
import { renameSession, session, sessionStream } from '../../events/session/index.ts';
import { toItem } from '../../functions/adapters/dynamodb/commit-item.ts';
import type { Item } from '../../functions/adapters/dynamodb/commit-item.ts';
import { toItem as toKeyItem } from '../../functions/adapters/dynamodb/key-item.ts';
import { viewsKey } from '../../functions/adapters/dynamodb/session-item.ts';
import { createMemoryKeyStore, type KeyStore } from '../../functions/adapters/sealing/key-store.ts';
import { createVault } from '../../functions/adapters/sealing/vault.ts';
import { kekOfTests, tickingClock } from '../support/stores.ts';
import { backoff } from '../../functions/runtime/backoff.ts';
import { sessionCommits } from './sessions.ts';

/** Requests under way at once while the history is put there. */
const AT_ONCE = 4;
const BATCH = 25;
const DAYS = 5;
const DAY = 86_400_000;

export const sessionId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const personOf = (n: number, people: number): string => `user-${String(n % people).padStart(6, '0')}`;

/** Writes items of one table, as fast as the engine takes them. */
export const putAll = async (client: DynamoDBClient, table: string, items: AsyncIterable<Item> | Iterable<Item>) => {
  let batch: Item[] = [];
  const underWay = new Set<Promise<unknown>>();
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const requests = batch.map((Item) => ({ PutRequest: { Item } }));
    batch = [];
    const sent = client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
    underWay.add(sent);
    void sent.finally(() => underWay.delete(sent));
    if (underWay.size >= AT_ONCE) await Promise.race(underWay);
  };
  for await (const item of items) {
    batch.push(item);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  await Promise.all(underWay);
};

/** Commits with what is inside their seals, to be sealed again under other names. */
const openedOf = async (vault: Vault, commits: readonly Commit[]) =>
  Promise.all(
    commits.map(async (commit) => ({ commit, packed: await vault.open(commit, place(commit), commit.body!) })),
  );

type Opened = Awaited<ReturnType<typeof openedOf>>;

const keysOf = (keys: KeyStore, addresses: readonly { subject: string; stream: string }[]) =>
  Promise.all(addresses.map(async (address) => toKeyItem(address, (await keys.get(address))!)));

/** One session: three turns with a round of tools each, and a name. */
const told = async (vault: Vault): Promise<Commit[]> => {
  const address = sessionStream('user-sam', sessionId(0));
  const log = createMemoryCommitLog();
  for (const commit of await sessionCommits(vault, address.subject, sessionId(0), 3)) await log.append(commit);
  const store = createEventStore({ log, vault, now: tickingClock('2026-01-22T11:00:00.000Z'), backoff });
  const actor = { kind: 'person' as const, id: address.subject };
  await store.execute(session, address, { commandId: 'name', actor, correlation: 'name' }, renameSession('My brakes'));
  return Array.fromAsync(log.read(address));
};

const registered = async (vault: Vault): Promise<Commit[]> => {
  const log = createMemoryCommitLog();
  const store = createEventStore({ log, vault, now: tickingClock(), backoff });
  const address = accountStream('user-sam');
  const actor = { kind: 'person' as const, id: address.subject };
  await store.execute(account, address, { commandId: 'open', actor, correlation: 'open' }, openAccount('registered'));
  return Array.fromAsync(log.read(address));
};

export type History = { sessions: number; people: number };

/** @returns the commits of a session of it, to be told elsewhere as well */
export const putHistory = async (client: DynamoDBClient, { sessions, people }: History): Promise<Commit[]> => {
  const memory = createMemoryKeyStore();
  const vault = createVault({ keys: memory, kek: kekOfTests, milliseconds: () => performance.now() });
  const template = await told(vault);
  const [ofSession, ofAccount] = [await openedOf(vault, template), await openedOf(vault, await registered(vault))];

  const again = async function* (opened: Opened, address: { subject: string; stream: string }, later: number) {
    let prev: Uint8Array = new Uint8Array(32);
    for (const { commit, packed } of opened) {
      const at = new Date(Date.parse(commit.at) + later).toISOString();
      const body = await vault.seal(address, place({ ...address, number: commit.number }), packed);
      const header = { ...commit, ...address, at, actor: { kind: commit.actor.kind, id: address.subject }, prev };
      const sealed = { ...header, body, commitment: sha256(body) };
      prev = hashOf(sealed);
      yield toItem({ ...sealed, hash: prev });
    }
  };
  const everything = async function* () {
    for (let n = 0; n < people; n += 1) yield* again(ofAccount, accountStream(personOf(n, people)), 0);
    for (let n = 0; n < sessions; n += 1) {
      const address = sessionStream(personOf(n, people), sessionId(n));
      yield* again(ofSession, address, (n % DAYS) * DAY + n);
    }
  };
  await putAll(client, 'events', everything());
  const subjects = Array.from({ length: people }, (_, n) => personOf(n, people));
  // whoever has rows has a key for them
  for (const subject of subjects) await vault.seal(viewsKey(subject), '|', new Uint8Array(1));
  const addresses = [
    ...subjects.flatMap((subject) => [accountStream(subject), viewsKey(subject)]),
    ...Array.from({ length: sessions }, (_, n) => sessionStream(personOf(n, people), sessionId(n))),
  ];
  await putAll(client, 'keys', await keysOf(memory, addresses));
  return template;
};

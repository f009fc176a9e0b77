/** The redactor with everything around it that holds something of a person, in memory and on the real engine. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnyEvent, StreamModel } from '../../events/core/decider.ts';
import type { StreamAddress } from '../../events/core/commit.ts';
import { session, sessionStream, startTurn } from '../../events/session/index.ts';
import { createDynamoDBCountersEraser } from '../../functions/adapters/dynamodb/counters-eraser.ts';
import { createDynamoDBRateLimits } from '../../functions/adapters/dynamodb/rate-limits.ts';
import { viewsKey } from '../../functions/adapters/dynamodb/session-item.ts';
import { createDynamoDBSessionList } from '../../functions/adapters/dynamodb/session-list-store.ts';
import { createDynamoDBSessionRowEraser } from '../../functions/adapters/dynamodb/session-row-eraser.ts';
import { counterOf } from '../../functions/api/rates.ts';
import type { EraseParts } from '../../functions/erase/ports.ts';
import { archiveKey } from '../../functions/shared/exports/keys.ts';
import type { BlobStore } from '../../functions/shared/uploads/ports.ts';
import { uploadKey } from '../../functions/shared/uploads/keys.ts';
import { createLocalBlobs } from '../../infra/local/blobs/index.ts';
import { createOutbox, outboxEraser } from '../../infra/local/outbox.ts';
import { PNG } from './files.ts';
import { engineHome, memoryHome, tickingClock, type Home } from './stores.ts';

const NOW = '2026-01-22T12:00:00.000Z';

export type Around = Home & {
  parts: EraseParts & { blobs: BlobStore };
  /** A command of the person. */
  act: <S, E extends AnyEvent>(
    model: StreamModel<S, E>,
    address: StreamAddress,
    ...wishes: ((state: S, at: string) => E[])[]
  ) => Promise<void>;
  /** Something is said in a session, whose row then shows it. */
  say: (userId: string, sessionId: string, message: string) => Promise<void>;
  showRow: (userId: string, sessionId: string) => Promise<void>;
  upload: (userId: string, sessionId: string) => Promise<string>;
  putExport: (userId: string) => Promise<string>;
  count: (userId: string, what: 'messages' | 'vins' | 'uploads') => Promise<void>;
  mail: (userId: string) => Promise<void>;
  signUp: (userId: string) => void;
  /** How many commits of a person have a body. */
  bodies: (userId: string, stream?: string) => Promise<number>;
};

/** What the list's rows and the counters are in memory. */
const inMemory = ({ vault }: Home) => {
  const rows = new Map<string, boolean>();
  const counters = new Map<string, number>();
  const shown = (userId: string): string[] =>
    [...rows].flatMap(([key, shows]) => (shows && key.startsWith(`${userId}|`) ? [key.split('|')[1]!] : []));
  const remove = async (userId: string): Promise<number> => {
    const count = counters.get(userId) ?? 0;
    counters.delete(userId);
    return count;
  };
  return {
    rows: {
      erase: async (userId: string, sessionId: string) => {
        const did = rows.get(`${userId}|${sessionId}`) === true;
        rows.set(`${userId}|${sessionId}`, false);
        return did;
      },
      shown: async (userId: string, sessionId?: string) =>
        shown(userId).filter((id) => sessionId === undefined || id === sessionId),
    },
    counters: { count: async (userId: string) => counters.get(userId) ?? 0, remove },
    showRow: async (userId: string, sessionId: string) => {
      const key = `${userId}|${sessionId}`;
      rows.set(key, rows.get(key) ?? true);
      await vault.seal(viewsKey(userId), key, Buffer.from('Brakes'), { renew: true });
    },
    count: async (userId: string) => void counters.set(userId, (counters.get(userId) ?? 0) + 1),
  };
};

const onEngine = ({ client, vault }: Home) => {
  const sessions = createDynamoDBSessionList(client!, 'views', vault);
  const limits = createDynamoDBRateLimits(client!, 'counters', tickingClock());
  return {
    rows: createDynamoDBSessionRowEraser(client!, 'views'),
    counters: createDynamoDBCountersEraser(client!, 'counters'),
    showRow: async (userId: string, sessionId: string) => {
      const at = { createdAt: NOW, lastActive: NOW };
      const row = { userId, sessionId, title: 'Brakes', diagnosticLevel: 'quick' as const, ...at, messageCount: 1 };
      await sessions.put({ ...row, status: 'ACTIVE', through: 1 });
    },
    count: (userId: string, what: 'messages' | 'vins' | 'uploads') => limits.spend(counterOf(userId, what), 1_000),
  };
};

/** Identities, as a user pool has them. */
const pool = () => {
  const known = new Set<string>();
  const signIns = {
    exists: async (userId: string) => known.has(userId),
    remove: async (userId: string) => known.delete(userId),
  };
  return { signIns, signUp: (userId: string) => void known.add(userId) };
};

const around = async (home: Home): Promise<Around> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'dixon-erase-'));
  const { rows, counters, showRow, count } = home.client ? onEngine(home) : inMemory(home);
  const { signIns, signUp } = pool();
  const blobs = createLocalBlobs({ dataDir, now: () => NOW });
  const mailer = createOutbox({ dataDir, now: () => NOW, newId: randomUUID });
  const { log, vault: shredder } = home;
  const parts = { log, redactor: log, shredder, rows, blobs, counters, mails: outboxEraser(dataDir), signIns };

  const act: Around['act'] = async (model, address, ...wishes) => {
    const actor = { kind: 'person' as const, id: address.subject };
    for (const wish of wishes)
      await home.store.execute(model, address, { commandId: randomUUID(), actor, correlation: randomUUID() }, wish);
  };
  const put = async (key: string): Promise<string> => {
    await blobs.write(key, PNG, 'image/png');
    return key;
  };
  return {
    ...home,
    parts,
    act,
    say: async (userId, sessionId, message) => {
      const wish = startTurn({ turnId: randomUUID(), message, mayBegin: true });
      await act(session, sessionStream(userId, sessionId), wish);
      await showRow(userId, sessionId);
    },
    showRow,
    upload: (userId, sessionId) => put(uploadKey(userId, sessionId, randomUUID())),
    putExport: (userId) => put(archiveKey(userId, randomUUID())),
    count,
    mail: (userId) => mailer.send({ userId, to: 'sam@example.com', subject: 'Your code', text: '123456' }),
    signUp,
    bodies: async (userId, stream) => {
      const only = stream === undefined ? {} : { stream };
      return (await Array.fromAsync(log.places(userId, { ...only, withBody: true }))).length;
    },
    stop: async () => {
      await home.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

/** For `describe.each`. */
export const places: [string, () => Promise<Around>][] = [
  ['in memory', async () => around(await memoryHome())],
  ['on the engine', async () => around(await engineHome())],
];

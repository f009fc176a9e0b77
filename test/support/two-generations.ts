/** Views whose rows may stand in two generations, on the real engine, with the projector that hears of every commit. */
import { randomUUID } from 'node:crypto';
import { account, accountStream, openAccount } from '../../events/account/index.ts';
import type { StreamAddress } from '../../events/core/commit.ts';
import type { AnyEvent, StreamModel } from '../../events/core/decider.ts';
import type { GenerationIndex } from '../../events/projections/generations.ts';
import type { DueSessions, LastingSessions, RequestIndex, SessionListStore } from '../../events/projections/ports.ts';
import type { SessionRow } from '../../events/projections/session-list.ts';
import { session, sessionStream, startTurn } from '../../events/session/index.ts';
import {
  createDynamoDBDueSessions,
  createDynamoDBLastingSessions,
} from '../../functions/adapters/dynamodb/due-index.ts';
import { createDynamoDBGenerationIndex } from '../../functions/adapters/dynamodb/generation-index.ts';
import { createDynamoDBRequestIndex } from '../../functions/adapters/dynamodb/request-index.ts';
import { createDynamoDBSessionList } from '../../functions/adapters/dynamodb/session-list-store.ts';
import { createDynamoDBSessionRowEraser } from '../../functions/adapters/dynamodb/session-row-eraser.ts';
import { createDynamoDBSessionRows } from '../../functions/adapters/dynamodb/session-rows.ts';
import type { SessionRowEraser } from '../../functions/erase/ports.ts';
import type { RowStore } from '../../functions/rebuild/ports.ts';
import { projectInto, type Project } from '../../functions/views/project.ts';
import type { ViewName } from '../../schemas/views.ts';
import { engineHome, type Home } from './stores.ts';

export type TwoGenerations = Home & {
  generations: GenerationIndex;
  sessions: SessionListStore;
  requests: RequestIndex;
  due: DueSessions;
  lasting: LastingSessions;
  eraser: SessionRowEraser;
  rows: RowStore<SessionRow>;
  project: Project;
  /** Commands on a stream; the projector hears of each. */
  act: <S, E extends AnyEvent>(
    model: StreamModel<S, E>,
    address: StreamAddress,
    ...wishes: ((state: S, at: string) => E[])[]
  ) => Promise<void>;
  /** Something is said in a session, some minutes after what was said before. */
  say: (userId: string, sessionId: string, message: string) => Promise<void>;
  /** A session of somebody, in which one thing was said. Its id. */
  begun: (userId: string) => Promise<string>;
  /** Somebody new, with an account. */
  somebody: () => Promise<string>;
  /** The current instant of all that goes by one, and the same some days later. */
  now: (days?: number) => string;
  /** What people see, and what stands beside it. */
  put: (view: ViewName, live: number, beside?: number) => Promise<void>;
};

const BEGIN = Date.parse('2026-03-01T12:00:00.000Z');
const DAY = 86_400_000;

/** A turn that nobody answers is over by then. */
const BETWEEN_TURNS = 180_000;

export const twoGenerations = async (): Promise<TwoGenerations> => {
  let clock = BEGIN;
  const now = (days = 0) => new Date(clock + days * DAY).toISOString();
  const home = await engineHome();
  const client = home.client!;
  const store = home.storeWith({ now: () => now() });
  const generations = createDynamoDBGenerationIndex(client, 'views', { forSeconds: Infinity });
  const sessions = createDynamoDBSessionList(client, 'views', home.vault, { generations });
  const requests = createDynamoDBRequestIndex(client, 'views', { generations });
  const project = projectInto({ store, sessions, requests, generations });
  let puts = 0;

  const act: TwoGenerations['act'] = async (model, address, ...wishes) => {
    const actor = { kind: 'person' as const, id: address.subject };
    for (const wish of wishes) {
      const context = { commandId: randomUUID(), actor, correlation: randomUUID() };
      const { number } = await store.execute(model, address, context, wish);
      const [commit] = await home.log.newest(address, { limit: 1, below: number + 1, consistent: true });
      await project(commit!);
    }
  };

  const say: TwoGenerations['say'] = async (userId, sessionId, message) => {
    clock += BETWEEN_TURNS;
    const start = startTurn({ turnId: randomUUID(), message, mayBegin: true });
    await act(session, sessionStream(userId, sessionId), start);
  };

  return {
    ...home,
    store,
    ...{ generations, sessions, requests, project },
    due: createDynamoDBDueSessions(client, 'views', generations),
    lasting: createDynamoDBLastingSessions(client, 'views', () => now(), generations),
    eraser: createDynamoDBSessionRowEraser(client, 'views', { generations }),
    rows: createDynamoDBSessionRows(client, 'views', home.vault),
    act,
    now,
    say,
    begun: async (userId) => {
      const sessionId = randomUUID();
      await say(userId, sessionId, 'My brakes squeal');
      return sessionId;
    },
    somebody: async () => {
      const userId = `user-${randomUUID()}`;
      await act(account, accountStream(userId), openAccount('registered'));
      return userId;
    },
    put: async (view, live, beside) => {
      puts += 1;
      await generations.put(view, { live, ...(beside === undefined ? {} : { beside }), through: puts });
    },
  };
};

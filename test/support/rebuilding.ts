/** The group that builds views anew, on the real engine and real files, and the live rows beside it. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { Logger } from '@aws-lambda-powertools/logger';
import type { Commit, StreamAddress } from '../../events/core/commit.ts';
import { createEventStore } from '../../events/core/create-event-store.ts';
import type { HistoryScan } from '../../events/core/history-scan.ts';
import type { AnyEvent, StreamModel } from '../../events/core/decider.ts';
import { archiveSession, session, sessionStream } from '../../events/session/index.ts';
import { beginRebuild, retire, viewStream, views, type ViewState } from '../../events/views/index.ts';
import { createDynamoDBGenerationIndex } from '../../functions/adapters/dynamodb/generation-index.ts';
import { createDynamoDBHistoryScan } from '../../functions/adapters/dynamodb/history-scan.ts';
import { createDynamoDBRequestIndex } from '../../functions/adapters/dynamodb/request-index.ts';
import { createDynamoDBRequestRows } from '../../functions/adapters/dynamodb/request-rows.ts';
import { createDynamoDBSessionList } from '../../functions/adapters/dynamodb/session-list-store.ts';
import { createDynamoDBSessionRows } from '../../functions/adapters/dynamodb/session-rows.ts';
import { rebuild } from '../../functions/rebuild/handler.ts';
import type { RebuildParts } from '../../functions/rebuild/ports.ts';
import type { AnyRow } from '../../functions/rebuild/views.ts';
import { backoff } from '../../functions/runtime/backoff.ts';
import { projectInto } from '../../functions/views/project.ts';
import { createLocalBlobs } from '../../infra/local/blobs/index.ts';
import { invoke } from '../../infra/local/lambda.ts';
import type { RebuildMethod, ViewName } from '../../schemas/views.ts';
import { engineHome, tickingClock, type Home } from './stores.ts';
import { turn } from './turns.ts';

type Part = { view: ViewName; generation: number; segment: number; of: number };

export type Rebuilding = Home & {
  parts: Omit<RebuildParts, 'logger'>;
  /** Commands of the person whose stream it is. */
  act: <S, E extends AnyEvent>(
    model: StreamModel<S, E>,
    address: StreamAddress,
    ...wishes: ((state: S, at: string) => E[])[]
  ) => Promise<void>;
  /** The projector hears of every commit since the last time. */
  follow: () => Promise<void>;
  /** It hears of them, comes to the rows that people see, and to nothing beside them yet. */
  followInto: (generation: number) => Promise<void>;
  /** What was appended and not heard of. */
  unheard: Commit[];
  task: (name: string, input: object, other?: Partial<RebuildParts>) => Promise<Record<string, unknown>>;
  begin: (view: ViewName, method?: RebuildMethod, segments?: number) => Promise<number>;
  /** The tasks in the order of the state machine. */
  run: (
    view: ViewName,
    generation: number,
    other?: Partial<RebuildParts>,
    /** A task that fails is tried again, and this hears of it; without it the failure is thrown. */
    failed?: (error: unknown) => void,
  ) => Promise<void>;
  /** Begins a rebuild and runs it. Answers with what the view's stream says then. */
  rebuilt: (view: ViewName, method?: RebuildMethod, segments?: number) => Promise<ViewState>;
  state: (view: ViewName) => Promise<ViewState>;
  tip: (view: ViewName) => Promise<Commit>;
  /** What stands beside the live generation goes. */
  retire: (view: ViewName) => Promise<void>;
  /** A scan with so many items a page. */
  scanOf: (items: number) => HistoryScan;
  /** How many commits there are. */
  commits: () => Promise<number>;
  /** Keys of what rebuilds have put beside their rows. */
  workFiles: () => Promise<string[]>;
  /** What was logged as an error. */
  logged: object[];
  /** What people see of a generation, without the commits that rows were written by. */
  rows: (view: ViewName, generation: number) => Promise<object[]>;
};

/** The engine gives pages of a megabyte; here they are as long as it is asked for. */
const inPages = (client: Home['client'] & object, Limit: number): HistoryScan =>
  createDynamoDBHistoryScan(
    {
      send: (command: { input: object }) => {
        if (command instanceof ScanCommand) Object.assign(command.input, { Limit });
        return client.send(command as never);
      },
    } as never,
    'events',
  );

/** Every commit that goes in is also put aside for the projector. */
const listening = (home: Home): { home: Home; unheard: Commit[] } => {
  const unheard: Commit[] = [];
  const log: Home['log'] = {
    ...home.log,
    append: async (commit) => {
      const result = await home.log.append(commit);
      if (result.appended) unheard.push(commit);
      return result;
    },
  };
  const now = tickingClock();
  return { home: { ...home, log, store: createEventStore({ log, vault: home.vault, now, backoff }) }, unheard };
};

const byId = (a: { userId: string; id: string }, b: { userId: string; id: string }): number =>
  `${a.userId}|${a.id}` < `${b.userId}|${b.id}` ? -1 : 1;

const idOf = (row: AnyRow): string => ('sessionId' in row ? row.sessionId : row.requestId);

export const rebuildingHome = async (): Promise<Rebuilding> => {
  const { home, unheard } = listening(await engineHome());
  const { store, vault } = home;
  const client = home.client!;
  const dataDir = mkdtempSync(join(tmpdir(), 'dixon-rebuild-'));
  const now = () => '2026-01-22T12:00:00.000Z';
  const generations = createDynamoDBGenerationIndex(client, 'views', { forSeconds: Infinity });
  const sessions = createDynamoDBSessionList(client, 'views', vault, { generations });
  const requests = createDynamoDBRequestIndex(client, 'views', { generations });
  const parts: Rebuilding['parts'] = {
    store,
    vault,
    sessions,
    generations,
    scan: createDynamoDBHistoryScan(client, 'events'),
    sessionRows: createDynamoDBSessionRows(client, 'views', vault),
    requestRows: createDynamoDBRequestRows(client, 'views'),
    blobs: createLocalBlobs({ dataDir, now }),
    now,
    milliseconds: () => performance.now(),
    backoff,
    knownForSeconds: 0,
  };
  const logged: object[] = [];
  const listeningLogger = new Logger({ logLevel: 'SILENT' });
  listeningLogger.error = (message, ...more) => void logged.push({ message, more });
  const project = projectInto({ store, sessions, requests, generations });
  const followInto = async (live: number): Promise<void> => {
    const one = { of: async () => ({ live, through: 0 }), put: async () => {} };
    for (const commit of unheard) await projectInto({ store, sessions, requests, generations: one })(commit);
  };

  const task: Rebuilding['task'] = async (name, input, other = {}) =>
    (await invoke('rebuild', rebuild({ ...parts, ...other }, listeningLogger), { task: name, input })) as Record<
      string,
      unknown
    >;

  const act: Rebuilding['act'] = async (model, address, ...wishes) => {
    const actor = { kind: 'person' as const, id: address.subject };
    for (const wish of wishes)
      await store.execute(model, address, { commandId: randomUUID(), actor, correlation: randomUUID() }, wish);
  };

  const follow = async (): Promise<void> => {
    for (const commit of unheard.splice(0)) await project(commit);
  };

  const state: Rebuilding['state'] = async (view) =>
    (await store.load(views, viewStream(view), { consistent: true })).state;

  const begin: Rebuilding['begin'] = async (view, method = 'tips', segments = 2) => {
    await act(views, viewStream(view), beginRebuild({ method, segments }));
    await follow();
    return (await state(view)).newest;
  };

  const run: Rebuilding['run'] = async (view, generation, other, failed) => {
    const insist = async (name: string, input: object): Promise<Record<string, unknown>> => {
      try {
        return await task(name, input, other);
      } catch (error) {
        if (!failed) throw error;
        failed(error);
        return insist(name, input);
      }
    };
    const toItsEnd = async (name: string, part: Part): Promise<void> => {
      while (!(await insist(name, part))['done']);
    };
    const planned = (await insist('Plan', { view, generation })) as { go: boolean; parts: Part[] };
    for (const part of planned.parts) await toItsEnd('BuildPart', part);
    for (const part of planned.parts) await toItsEnd('ComparePart', part);
    if (planned.go) await insist('Conclude', { view, generation });
  };

  return {
    ...home,
    parts,
    act,
    follow,
    followInto,
    unheard,
    task,
    begin,
    run,
    rebuilt: async (view, method, segments) => {
      await run(view, await begin(view, method, segments));
      return state(view);
    },
    state,
    tip: async (view) => (await store.load(views, viewStream(view), { consistent: true })).recent[0]!,
    retire: async (view) => {
      await act(views, viewStream(view), retire());
      await follow();
      const { subject, stream, number } = (await store.load(views, viewStream(view), { consistent: true })).recent[0]!;
      await task('RemoveRetired', { subject, stream, number });
    },
    scanOf: (items) => inPages(client, items),
    commits: async () => (await parts.scan.size()).commits,
    workFiles: () => Array.fromAsync(parts.blobs.list('work/'), ({ key }) => key),
    logged,
    rows: async (view, generation) => {
      const store = view === 'sessions' ? parts.sessionRows : parts.requestRows;
      const all: { row: object; userId: string; id: string }[] = [];
      let after: Awaited<ReturnType<typeof store.page>>['next'];
      do {
        const page = await store.page(generation, { segment: 0, of: 1 }, after);
        for (const { through: _through, ...row } of page.rows as AnyRow[])
          all.push({ row, userId: row.userId, id: idOf({ ...row, through: 0 }) });
        after = page.next;
      } while (after);
      return all.toSorted(byId).map(({ row }) => row);
    },
    stop: async () => {
      await home.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

/** Sessions of one turn each; every second one is archived. */
export const manySessions = async (
  home: Rebuilding,
  { people, each }: { people: number; each: number },
): Promise<StreamAddress[]> => {
  const all: StreamAddress[] = [];
  for (let n = 0; n < people * each; n += 1) {
    const address = sessionStream(`user-${String(n % people).padStart(3, '0')}`, randomUUID());
    await home.act(session, address, ...turn(`Question ${n}`), ...(n % 2 === 0 ? [] : [archiveSession]));
    all.push(address);
  }
  await home.follow();
  return all;
};

/**
 * A rebuild of the session list from tips: beside the bare parallel Scan of the same table, and beside castore's way on
 * the same engine, which writes the same rows.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { session, sessionStream } from '../../events/session/index.ts';
import { beginRebuild, retire, views, viewStream, type ViewEvent, type ViewState } from '../../events/views/index.ts';
import { createDynamoDBGenerationIndex } from '../../functions/adapters/dynamodb/generation-index.ts';
import { createDynamoDBHistoryScan } from '../../functions/adapters/dynamodb/history-scan.ts';
import { createDynamoDBRequestRows } from '../../functions/adapters/dynamodb/request-rows.ts';
import { createDynamoDBSessionList } from '../../functions/adapters/dynamodb/session-list-store.ts';
import { createDynamoDBSessionRows } from '../../functions/adapters/dynamodb/session-rows.ts';
import { buildPart } from '../../functions/rebuild/build-part.ts';
import { conclude } from '../../functions/rebuild/conclude.ts';
import { plan } from '../../functions/rebuild/plan.ts';
import type { RebuildParts } from '../../functions/rebuild/ports.ts';
import { backoff } from '../../functions/runtime/backoff.ts';
import { createLocalBlobs } from '../../infra/local/blobs/index.ts';
import { engineHome, type Home } from '../support/stores.ts';
import { createCastoreTable, putCastoreHistory, rebuildAsCastore } from './castore.ts';
import { personOf, putHistory, sessionId } from './history.ts';
import { ms, type Row } from './measure.ts';

/** Of ten commits each: a tenth of what issue 6 names, which takes minutes to put there. */
const SESSIONS = 1_000;
const PEOPLE = 150;

const SEGMENTS = 4;

/** Aggregates under way at once, in castore's way: with fewer it is slower, with more it is not faster. */
const AT_ONCE = 16;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

const scanAll = async (client: DynamoDBClient, Segment: number): Promise<void> => {
  let after: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        ...{ TableName: 'events', Segment, TotalSegments: SEGMENTS, ConsistentRead: true },
        ...(after ? { ExclusiveStartKey: after } : {}),
      }),
    );
    after = page.LastEvaluatedKey;
  } while (after);
};

const inSegments = (work: (segment: number) => Promise<unknown>): Promise<unknown> =>
  Promise.all(Array.from({ length: SEGMENTS }, (_, segment) => work(segment)));

const partsOf = ({ client, store, vault }: Home, dataDir: string): RebuildParts => {
  const now = () => new Date().toISOString();
  return {
    store,
    vault,
    now,
    backoff,
    knownForSeconds: 0,
    sessions: createDynamoDBSessionList(client!, 'views', vault),
    generations: createDynamoDBGenerationIndex(client!, 'views'),
    scan: createDynamoDBHistoryScan(client!, 'events'),
    sessionRows: createDynamoDBSessionRows(client!, 'views', vault),
    requestRows: createDynamoDBRequestRows(client!, 'views'),
    blobs: createLocalBlobs({ dataDir, now }),
    milliseconds: () => performance.now(),
    logger: { error: () => {} },
  };
};

/** Milliseconds of building every part side by side. */
const rebuildIn = async (parts: RebuildParts, segments: number): Promise<number> => {
  const decide = (decision: (state: ViewState) => ViewEvent[]) => {
    const context = {
      commandId: crypto.randomUUID(),
      actor: { kind: 'system' as const, id: 'bench' },
      correlation: 'x',
    };
    return parts.store.execute(views, viewStream('sessions'), context, decision);
  };
  const { state } = await decide(beginRebuild({ method: 'tips', segments }));
  const which = { view: 'sessions' as const, generation: state.newest };
  const planned = await plan(parts)(which);
  const took = await timed(() => Promise.all(planned.parts.map(buildPart(parts))));
  await conclude(parts)(which);
  await decide(retire());
  return took;
};

const rowsOf = (scan: number, castore: number, own: Map<number, number>, grown: number): Row[] => {
  const took = own.get(SEGMENTS)!;
  const [one, two] = [own.get(1)!, own.get(2)!];
  const what = `rebuild of the session list, ${SESSIONS * 10} commits in ${SESSIONS} streams, ${SEGMENTS} segments`;
  return [
    {
      what,
      measured: ms(took),
      beside: `the bare Scan ${ms(scan)}`,
      ratio: took / scan,
      reach: '≤ 3×',
      holds: took <= 3 * scan,
    },
    {
      what: 'the same, how many times as fast as castore',
      measured: ms(took),
      beside: `list, load and put each ${ms(castore)}`,
      ratio: castore / took,
      reach: '≥ 5×',
      holds: castore >= 5 * took,
    },
    {
      what: 'the same, two segments, how many times as fast as one',
      measured: ms(two),
      beside: `one ${ms(one)}`,
      ratio: one / two,
      reach: '≥ 1.7×, where two cores are free',
      holds: one >= 1.7 * two,
    },
    {
      what: 'memory that a rebuild takes',
      measured: `${Math.round(grown / 1e6)} MB`,
      beside: 'before it',
      reach: '≤ 250 MB',
      holds: grown <= 250e6,
    },
  ];
};

export const benchRebuild = async (): Promise<Row[]> => {
  const home = await engineHome();
  const dataDir = mkdtempSync(join(tmpdir(), 'dixon-bench-'));
  try {
    const history = { sessions: SESSIONS, people: PEOPLE };
    await putHistory(home.client!, history);
    await createCastoreTable(home.client!);
    const told = home.store.history(session, sessionStream(personOf(0, PEOPLE), sessionId(0)));
    await putCastoreHistory(home.client!, await Array.fromAsync(told), history);

    const parts = partsOf(home, dataDir);
    await rebuildIn(parts, SEGMENTS);
    const before = process.memoryUsage.rss();
    const own = new Map<number, number>();
    for (const segments of [1, 2, SEGMENTS]) own.set(segments, await rebuildIn(parts, segments));
    const grown = Math.max(0, process.memoryUsage.rss() - before);
    const scan = await timed(() => inSegments((segment) => scanAll(home.client!, segment)));
    const castore = await timed(() => rebuildAsCastore(home.client!, AT_ONCE));
    return rowsOf(scan, castore, own, grown);
  } finally {
    await home.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

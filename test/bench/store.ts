/** The event store beside the raw requests it cannot beat. */
import { randomUUID } from 'node:crypto';
import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { verifyChain } from '../../events/core/chain.ts';
import { sortKey } from '../../events/core/commit.ts';
import { foldEvents } from '../../events/core/decider.ts';
import { session, sessionStream } from '../../events/session/index.ts';
import { toItem } from '../../functions/adapters/dynamodb/commit-item.ts';
import { openTurn } from '../../functions/turn/open-turn.ts';
import { count, counter } from '../support/counter-stream.ts';
import { engineHome } from '../support/stores.ts';
import { median, ms, ratioRow, sideBySide, type Row } from './measure.ts';
import { putCommits, sessionCommits, turnId } from './sessions.ts';

const person = { kind: 'person' as const, id: 'user-sam' };
const context = () => ({ commandId: randomUUID(), actor: person, correlation: randomUUID() });

/** Appending one command to a stream whose tip is at hand, beside a conditional put of an item of the same size. */
export const benchAppend = async (rounds: number): Promise<Row> => {
  const home = await engineHome();
  try {
    const address = { subject: 'user-sam', stream: 'counter/append' };
    await home.store.execute(counter, address, context(), count(1, 'x'.repeat(200)));
    const template = toItem((await home.log.get(address, 1))!);
    let number = 0;
    const raw = async () => {
      number += 1;
      const Item = { ...template, pk: { S: 'user-raw' }, sk: { S: sortKey('counter/append', number) } };
      const ConditionExpression = 'attribute_not_exists(pk)';
      await home.client!.send(new PutItemCommand({ TableName: 'events', Item, ConditionExpression }));
    };
    // a store whose tip is held, so that the put is measured and not the load before it (a row of its own)
    let tip = await home.log.newest(address, { limit: 1 });
    const log = {
      ...home.log,
      newest: async () => tip,
      append: async (commit: Parameters<typeof home.log.append>[0]) => {
        tip = [commit];
        return home.log.append(commit);
      },
    };
    const store = home.storeWith({ log });
    const note = 'x'.repeat(200);
    const append = () => store.execute(counter, address, context(), count(1, note), { recent: 1 });
    const times = await sideBySide({ append, raw }, { rounds });
    return ratioRow(
      'append one command (p50)',
      times.append,
      times.raw,
      1.25,
      'a conditional PutItem of the same size',
    );
  } finally {
    await home.stop();
  }
};

/** Loading a session, and opening a turn of it, at 2 and at 2,000 turns. */
export const benchLoad = async (rounds: number, turns = 2_000): Promise<Row[]> => {
  const home = await engineHome();
  try {
    for (const [id, length] of [
      ['short', 2],
      ['long', turns],
    ] as const)
      await putCommits(home.client!, await sessionCommits(home.vault, 'user-sam', id, length));
    const load = (id: string) => () => home.store.load(session, sessionStream('user-sam', id));
    const raw = () =>
      home.client!.send(
        new QueryCommand({
          TableName: 'events',
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': { S: 'user-sam' }, ':sk': { S: 'session/long#' } },
          ScanIndexForward: false,
          Limit: 32,
        }),
      );
    // a turn that cannot be opened twice: the append is refused, so that every round loads the same session
    const log = { ...home.log, append: async () => ({ appended: true as const }) };
    const store = home.storeWith({ log });
    const open = (id: string) => () =>
      openTurn({ store })({
        userId: 'user-sam',
        sessionId: id,
        turnId: turnId(99_999),
        commandId: randomUUID(),
        message: 'And now?',
        mayBegin: false,
        actor: person,
      });
    const times = await sideBySide(
      { short: load('short'), long: load('long'), openLong: open('long'), raw },
      { rounds },
    );
    return [
      ratioRow(`load a session of ${turns} turns`, times.long, times.short, 1.1, 'of 2 turns'),
      ratioRow(
        `open a turn (32 commits, 20 messages) of ${turns}`,
        times.openLong,
        times.raw,
        2.5,
        'a Query of 32 items',
      ),
    ];
  } finally {
    await home.stop();
  }
};

/** Pure work: folding events, verifying chains. */
export const benchPure = async (rounds: number): Promise<Row[]> => {
  const home = await engineHome();
  try {
    const commits = await sessionCommits(home.vault, 'user-sam', 'pure', 300);
    const opened = await Promise.all(commits.map((commit) => home.store.open(session, commit)));
    const events = opened.flatMap(({ events: facts, commit }) => facts.map((event) => ({ event, at: commit.at })));
    const fold = async () => {
      let state = session.initial;
      for (const { event, at } of events) state = foldEvents(session, state, [event], at);
      return state;
    };
    const times = await sideBySide({ fold, verify: () => verifyChain(commits) }, { rounds });
    const perSecond = (count: number, values: number[]) => (count / median(values)) * 1_000;
    const folds = perSecond(events.length, times.fold);
    const verified = perSecond(commits.length, times.verify);
    const rate = (value: number) => `${Math.round(value).toLocaleString('en-US')}/s`;
    return [
      {
        what: 'fold events',
        measured: rate(folds),
        beside: `${ms(median(times.fold))} for ${events.length}`,
        reach: '≥ 200,000/s',
        holds: folds >= 200_000,
      },
      {
        what: 'verify a chain',
        measured: rate(verified),
        beside: `${ms(median(times.verify))} for ${commits.length} commits`,
        reach: '≥ 50,000/s',
        holds: verified >= 50_000,
      },
    ];
  } finally {
    await home.stop();
  }
};

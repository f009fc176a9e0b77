/** Issue 6, audit queries (SPEC N6) over the local server: what compliance finds, opens, and leaves behind. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { access, accessStream } from '../../events/access/index.ts';
import { sessionStream } from '../../events/session/index.ts';
import { askingOf, type Shown } from '../support/asking.ts';
import { startLocal, type Local } from '../support/local.ts';

const AUDREY = 'local:audrey:compliance';
const REASON = 'Complaint 4711 of the driver';

type Header = { subject: string; stream: string; number: number; position: string; at: string; correlation: string };
type Page = { commits: Header[]; nextToken: string | null };
type Opened = { commit: Header; events: { id: string; type: string; data: string }[]; access: string };

let dixon: Local;
beforeAll(async () => {
  dixon = await startLocal();
});
afterAll(() => dixon.stop());

const { got: gotAs, codeOf: codeAs } = askingOf(() => dixon);
const got = <T = Shown>(name: string, args: object, who = AUDREY) => gotAs<T>(name, args, who);
const codeOf = (name: string, args: object, who = AUDREY) => codeAs(name, args, who);

let userId: string;
let sessionId: string;
let stream: string;
beforeEach(async () => {
  userId = `user-${randomUUID()}`;
  const sent = await dixon.send('My quorvath brakes are squealing', {}, `local:${userId}`);
  sessionId = sent.conversationId;
  ({ stream } = sessionStream(userId, sessionId));
});

const everything = async (filter: object, limit: number): Promise<Header[]> => {
  const found: Header[] = [];
  for (let nextToken: string | null | undefined; nextToken !== null;) {
    const page: Page = await got<Page>('searchHistory', { filter, limit, nextToken });
    found.push(...page.commits);
    ({ nextToken } = page);
  }
  return found;
};

const readings = () => Array.fromAsync(dixon.store.history(access, accessStream(userId)));

describe('a search', () => {
  it('finds a person’s commits by stream, type, actor and correlation, in the order of their streams', async () => {
    const own = await Array.fromAsync(dixon.log.readSubject(userId));
    const all = await everything({ subject: userId }, 2);
    expect(all.map(({ position }) => position)).toEqual(
      own.map((commit) => `${commit.stream}#${String(commit.number).padStart(10, '0')}`),
    );
    const turn = all.find(({ stream: each, number }) => each === stream && number === 1)!.correlation;
    const of = async (filter: object) => (await everything({ subject: userId, ...filter }, 50)).length;
    expect(await of({ stream })).toBe(own.filter((commit) => commit.stream === stream).length);
    expect(await of({ types: ['TurnAnswered'] })).toBe(1);
    expect(await of({ actor: 'person' })).toBe(own.filter(({ actor }) => actor.kind === 'person').length);
    expect(await of({ actor: userId })).toBe(own.filter(({ actor }) => actor.id === userId).length);
    expect(await of({ correlation: turn })).toBe(own.filter(({ correlation }) => correlation === turn).length);
  });

  it('by time has the newest first, and the same commits', async () => {
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const inOrder = await everything({ subject: userId }, 50);
    const byTime = await everything({ subject: userId, from }, 3);
    expect(byTime.map(({ position }) => position).toSorted()).toEqual(inOrder.map(({ position }) => position));
    expect(byTime.map(({ at }) => at)).toEqual(
      byTime
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    const anybodys = await everything({ from, correlation: inOrder.at(-1)!.correlation }, 200);
    expect(new Set(anybodys.map(({ subject }) => subject))).toEqual(new Set([userId]));
  });

  it('of everybody goes back from now to where it is to end, whether it finds anything or not', async () => {
    const from = new Date(Date.now() - 3 * 86_400_000).toISOString();
    const all = await everything({ from }, 200);
    expect(all.filter(({ subject }) => subject === userId).length).toBeGreaterThan(2);
    expect(await everything({ from, types: ['NeverHappened'] }, 50)).toEqual([]);
  });

  it('shows no word of what was said', async () => {
    const { data } = await dixon.query('{ searchHistory { commits { stream } } }', {}, AUDREY);
    expect(JSON.stringify([data, await everything({ subject: userId }, 200)])).not.toMatch(/quorvath/i);
  });

  it.each([
    ['a stream without its subject', { stream: 'garage' }],
    ['a time that ends before it begins', { from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' }],
    ['a subject that nobody can be', { subject: 'user-nora" OR 1=1' }],
    ['an event type of strange letters', { types: ['Turn Started\u0000'] }],
    ['no event type at all', { types: [] }],
    ['an actor that is not one word', { actor: 'person operator' }],
    ['ten million letters', { correlation: 'a'.repeat(900_000) }],
    ['an instant that is none', { from: '2026-13-01T00:00:00Z' }],
  ])('for %s is refused', async (_, filter) => expect(await codeOf('searchHistory', { filter })).toBe('InvalidInput'));

  it('does not go on with the token of another question, or with one that somebody wrote', async () => {
    const { nextToken } = await got<Page>('searchHistory', { filter: { subject: userId }, limit: 1 });
    const tokenOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const [mark] = JSON.parse(Buffer.from(nextToken!, 'base64url').toString()) as [string];
    const forged = [
      'no token',
      `${nextToken}A`,
      tokenOf([mark, 'garage']),
      tokenOf([mark, { until: 'now' }]),
      tokenOf(5),
    ];
    for (const token of forged)
      expect(await codeOf('searchHistory', { filter: { subject: userId }, nextToken: token })).toBe('InvalidInput');
    expect(await codeOf('searchHistory', { filter: { subject: `user-${randomUUID()}` }, nextToken })).toBe(
      'InvalidInput',
    );
    expect(await codeOf('searchHistory', { nextToken })).toBe('InvalidInput');
  });
});

describe('a causation tree', () => {
  it('holds all that one turn did, and nothing else', async () => {
    const own = await everything({ subject: userId, stream }, 50);
    const { correlation } = own.at(-1)!;
    const tree = await got<{ nodes: { commit: Header; parent: string | null }[] }>('getCausationTree', {
      ...{ subject: userId, correlation },
    });
    const expected = await everything({ subject: userId, correlation }, 50);
    expect(tree.nodes.map(({ commit }) => commit.position).toSorted()).toEqual(
      expected.map(({ position }) => position),
    );
    expect(tree.nodes.length).toBeGreaterThan(1);
  });

  it('of nothing, or of somebody else’s turn, is not there', async () => {
    const { correlation } = (await everything({ subject: userId, stream }, 50))[0]!;
    expect(await codeOf('getCausationTree', { subject: userId, correlation: randomUUID() })).toBe('NotFound');
    expect(await codeOf('getCausationTree', { subject: `user-${randomUUID()}`, correlation })).toBe('NotFound');
  });
});

describe('opening a commit', () => {
  const opening = () => ({ subject: userId, stream, number: 1, reason: REASON });

  it('shows what was said, and leaves who read it and why beside it', async () => {
    const { commit, events, access: position } = await got<Opened>('openHistory', opening());
    expect(commit).toMatchObject({ subject: userId, stream, number: 1 });
    expect(events.map(({ data }) => data).join()).toMatch(/quorvath/);
    expect(position).toBe('access#0000000001');
    const [reading, ...others] = await readings();
    expect(others).toEqual([]);
    expect(reading!.commit.actor).toEqual({ kind: 'operator', id: 'user-audrey' });
    expect(reading!.events).toEqual([{ type: 'HistoryOpened', stream, number: 1, reason: REASON }]);
  });

  it('is recorded again each time, and once for a repeated command', async () => {
    const command = { ...opening(), commandId: 'reading-1' };
    const first = await got<Opened>('openHistory', command);
    expect(await got<Opened>('openHistory', command)).toEqual(first);
    expect(await readings()).toHaveLength(1);
    await got('openHistory', opening());
    expect(await readings()).toHaveLength(2);
  });

  it('with the command of another reading, or of another auditor’s, shows nothing', async () => {
    await got('openHistory', { ...opening(), commandId: 'reading-1' });
    expect(await codeOf('openHistory', { ...opening(), number: 2, commandId: 'reading-1' })).toBe('AlreadyExists');
    const abel = 'local:abel:compliance';
    expect(await codeOf('openHistory', { ...opening(), commandId: 'reading-1' }, abel)).toBe('AlreadyExists');
    expect(await readings()).toHaveLength(1);
  });

  it('that is not there, or was erased, is refused and leaves nothing behind', async () => {
    expect(await codeOf('openHistory', { ...opening(), number: 999 })).toBe('NotFound');
    expect(await codeOf('openHistory', { ...opening(), stream: 'garage' })).toBe('NotFound');
    await got('requestErasure', { scope: 'session', sessionId }, `local:${userId}`);
    await dixon.caughtUp();
    expect(await codeOf('openHistory', opening())).toBe('NotFound');
    expect(await readings()).toEqual([]);
  });

  it('without a good reason is refused and leaves nothing behind', async () => {
    for (const reason of ['', 'because', ' '.repeat(400), 'a'.repeat(501)])
      expect(await codeOf('openHistory', { ...opening(), reason })).toBe('InvalidInput');
    expect(await readings()).toEqual([]);
  });

  it('that tells of a reading is a reading itself', async () => {
    const { access: position } = await got<Opened>('openHistory', opening());
    const { events } = await got<Opened>('openHistory', { ...opening(), stream: 'access' });
    expect([position, events[0]!.data]).toEqual(['access#0000000001', expect.stringContaining(REASON)]);
    expect(await readings()).toHaveLength(2);
  });
});

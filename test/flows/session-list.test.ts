/** Lists, searches, receipts and time travel through GraphQL. */
import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sessionStream } from '../../events/session/index.ts';
import { createDynamoDBSessionList } from '../../functions/adapters/dynamodb/session-list-store.ts';
import { isStale } from '../../functions/api/operations/sessions/min-position.ts';
import { asksFor, says } from '../support/models.ts';
import { after } from '../support/given.ts';
import { startLocal, type GraphqlError, type Local } from '../support/local.ts';

let dixon: Local;
/** Seconds since the story's beginning: every request moves it on by one. */
let second = 0;

beforeAll(async () => {
  const model = async ({ messages }: { messages: { content: object[] }[] }) =>
    messages.at(-1)!.content.some((block) => 'toolResult' in block)
      ? says('Worn pads, most likely.')
      : asksFor('symptom_diagnosis_analyzer', { symptoms: 'My brakes are squealing' });
  dixon = await startLocal({ model, now: () => after(second), limits: { messages: 1_000 } });
});
afterAll(() => dixon.stop());
beforeEach(() => void (second += 10));

const SESSION =
  'id title handle status messageCount fileCount firstMessage lastAccessed version position stale vehicleId';

type Answer = Record<string, unknown> & { id: string; position: string };

/** The one field of a request. */
const ask = async <T = Answer>(query: string, user = 'sam'): Promise<T> => {
  second += 1;
  const { data, errors } = await dixon.query(query, {}, `local:${user}`);
  expect(errors).toBeUndefined();
  return Object.values(data!)[0] as T;
};

const refusal = async (query: string, user = 'sam'): Promise<GraphqlError['extensions']> => {
  const { errors } = await dixon.query(query, {}, `local:${user}`);
  return errors![0]!.extensions;
};

const create = (title: string, user = 'sam', more = '') =>
  ask(`mutation { createChatSession(title: "${title}"${more}) { ${SESSION} } }`, user);

const titles = (sessions: { title: string }[]): string[] => sessions.map(({ title }) => title);

const list = async (args: string, user = 'sam') =>
  ask<{ items: Answer[] & { title: string }[]; nextToken: string | null; stale: boolean }>(
    `{ listChatSessions(${args}) { items { ${SESSION} } nextToken stale } }`,
    user,
  );

describe('a person with a dozen sessions', () => {
  const made: Answer[] = [];
  beforeAll(async () => {
    for (let n = 1; n <= 12; n += 1) made.push(await create(`Car ${n}`, 'lists'));
    await ask(`mutation { updateSessionHandle(sessionId: "${made[2]!.id}", handle: "The-Truck") }`, 'lists');
    for (const n of [0, 5]) await ask(`mutation { archiveSession(sessionId: "${made[n]!.id}") }`, 'lists');
    await ask(`mutation { deleteSession(sessionId: "${made[11]!.id}") }`, 'lists');
    await dixon.caughtUp();
  });
  const numbers = (from: number, to: number, without: number[] = []) =>
    Array.from({ length: from - to + 1 }, (_, index) => from - index)
      .filter((n) => !without.includes(n))
      .map((n) => `Car ${n}`);

  it('sees them newest first, page by page', async () => {
    const first = await list('limit: 7', 'lists');
    const second = await list(`limit: 7, nextToken: "${first.nextToken}"`, 'lists');
    expect([...titles(first.items), ...titles(second.items)]).toEqual(numbers(11, 1));
    expect([first.items.length, second.nextToken]).toEqual([7, null]);
    expect(titles(await ask('{ getChatSessions { title } }', 'lists'))).toEqual(numbers(11, 1));
  });

  it('sees active or archived ones alone', async () => {
    expect(titles((await list('status: ACTIVE', 'lists')).items)).toEqual(numbers(11, 2, [6]));
    expect(titles(await ask('{ getChatSessions(status: ARCHIVED) { title } }', 'lists'))).toEqual(['Car 6', 'Car 1']);
  });

  it('finds title and handle in any case', async () => {
    expect(titles((await list('search: "cAR 1"', 'lists')).items)).toEqual(['Car 11', 'Car 10', 'Car 1']);
    expect(titles(await ask('{ getChatSessions(search: "truck") { title } }', 'lists'))).toEqual(['Car 3']);
  });

  it('is told what is wrong with a token, a limit or a position', async () => {
    const { nextToken } = await list('limit: 2', 'lists');
    const invalid = { code: 'InvalidInput' };
    expect(await refusal(`{ listChatSessions(nextToken: "${nextToken}") { stale } }`)).toMatchObject(invalid);
    expect(
      await refusal(`{ listChatSessions(status: ACTIVE, nextToken: "${nextToken}") { stale } }`, 'lists'),
    ).toMatchObject(invalid);
    for (const limit of [0, -1, 101])
      expect(await refusal(`{ getChatSessions(limit: ${limit}) { id } }`)).toMatchObject(invalid);
    for (const position of ['', 'x', 'session/#0000000001', 'session/x#0000000001', 'account#0000000001', 'garage#1'])
      expect(await refusal(`{ getChatSessions(minPosition: "${position}") { id } }`)).toMatchObject(invalid);
  });

  it('is counted in the profile', async () => {
    const profile = await ask(
      '{ getUserProfile { userId vehicleCount sessionCount dataRetentionDays createdAt } }',
      'lists',
    );
    expect(profile).toEqual({
      userId: 'user-lists',
      vehicleCount: 0,
      sessionCount: 11,
      dataRetentionDays: -1,
      createdAt: expect.stringMatching(/^2026-/),
    });
  });
});

describe('whoever names the position of a mutation', () => {
  it('reads their own write at once', async () => {
    for (let n = 1; n <= 10; n += 1) {
      const { id, position } = await create(`Own ${n}`, 'writer');
      const { items, stale } = await list(`limit: 1, minPosition: "${position}"`, 'writer');
      expect([stale, items[0]]).toMatchObject([false, { id, position, title: `Own ${n}`, version: 1, stale: false }]);
      const sent = await dixon.send('The brakes squeal', { conversationId: id }, 'local:writer');
      const [row] = (await list(`limit: 1, minPosition: "${sent.position}"`, 'writer')).items;
      expect(row).toMatchObject({ id, messageCount: 2, firstMessage: 'The brakes squeal' });
    }
  });

  it('does not find what they deleted', async () => {
    const { id } = await create('Soon gone', 'deleter');
    await ask(`mutation { deleteSession(sessionId: "${id}", commandId: "delete-it") }`, 'deleter');
    const { position } = await ask(
      `{ getReceipt(commandId: "delete-it", sessionId: "${id}") { position } }`,
      'deleter',
    );
    expect(await list(`minPosition: "${position}"`, 'deleter')).toEqual({ items: [], nextToken: null, stale: false });
  });

  it('is told that the list is behind where the position is not reached', async () => {
    const { id } = await create('Only one');
    await dixon.caughtUp();
    const started = performance.now();
    const { items, stale } = await list(`minPosition: "session/${id}#0000000009"`);
    expect([stale, items[0]]).toMatchObject([true, { id, stale: true, title: 'Only one' }]);
    expect(performance.now() - started).toBeGreaterThan(1_900);
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  it('does not wait for a commit that changes nothing a list shows', async () => {
    const { conversationId } = await dixon.send('The brakes squeal', {}, 'local:quiet');
    await dixon.caughtUp();
    const sessions = createDynamoDBSessionList(dixon.dynamodb, 'views', dixon.vault);
    // 1 asked, 2 tools, 3 answered; a row that stands at 1 would show 2 as well
    const { store } = dixon;
    const stale = (number: string) =>
      isStale({ store, sessions }, 'user-quiet', `session/${conversationId}#${number}`, []);
    expect(await Promise.all(['0000000002', '0000000003', '0000000004'].map(stale))).toEqual([false, false, true]);
  });
});

describe('an explanation', () => {
  const explain = (id: string) =>
    ask<{
      row: Answer | null;
      refolded: Answer;
      matches: boolean;
      verified: boolean;
      commits: { events: string[]; actor: string; hash: string }[];
    }>(
      `{ explainSession(sessionId: "${id}") { row { ${SESSION} } refolded { ${SESSION} } matches verified
        commits { position at events actor correlation hash } } }`,
    );

  it('names the commits behind a row, and folds the same row from them', async () => {
    const { conversationId } = await dixon.send('The brakes squeal');
    const { row, refolded, matches, verified, commits } = await explain(conversationId);
    expect({ matches, verified }).toEqual({ matches: true, verified: true });
    expect(row).toEqual(refolded);
    expect(commits.map(({ events }) => events)).toEqual([
      ['SessionStarted', 'TurnStarted'],
      ['ToolReturned', 'DiagnosisMade', ...(commits[1]!.events.length > 2 ? ['SessionTitled'] : [])],
      ['TurnAnswered'],
    ]);
    expect(commits[0]).toMatchObject({ actor: 'person:user-sam', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('notices a row that was changed, damaged or removed behind our back', async () => {
    const { id } = await create('As it was');
    await dixon.caughtUp();
    const sessions = createDynamoDBSessionList(dixon.dynamodb, 'views', dixon.vault);
    const row = await sessions.get('user-sam', id);
    const Key = { pk: { S: 'user-sam' }, sk: { S: `session/${id}` } };
    const remove = () => dixon.dynamodb.send(new DeleteItemCommand({ TableName: 'views', Key }));
    await remove();
    await sessions.put({ ...row, title: 'As it never was' } as NonNullable<typeof row>);
    const changed = await explain(id);
    expect(changed).toMatchObject({ matches: false, verified: true, row: { title: 'As it never was' } });
    expect(changed.refolded).toMatchObject({ title: 'As it was' });
    await remove();
    expect(await explain(id)).toMatchObject({ matches: false, row: null, refolded: { title: 'As it was' } });
  });

  it('is given to nobody else', async () => {
    const { id } = await create('Mine');
    expect(await refusal(`{ explainSession(sessionId: "${id}") { matches } }`, 'kim')).toMatchObject({
      code: 'NotFound',
    });
  });
});

describe('a session’s context', () => {
  const CONTEXT = `diagnosticLevel vehicleContext { basic { year make } vin { vin } nickname }
    preferences { partsPreference costDisplay } interactionSummary { diagnosedIssues partsDiscussed }
    interactionState { hasDescribedProblem hasSelectedDiagnosticLevel currentStep } lastDiagnosis { system } position`;
  const context = (id: string, asOf?: string, user = 'sam') =>
    ask(`{ getSessionContext(sessionId: "${id}"${asOf ? `, asOf: "${asOf}"` : ''}) { ${CONTEXT} } }`, user);

  it('can be seen as it was at any time', async () => {
    const at = (): string => after(second);
    const vehicle = await ask(
      'mutation { addUserVehicle(vehicleData: { basic: { year: 2024, make: "Honda", model: "Civic" }, nickname: "Mine" }) { id } }',
    );
    const before = at();
    const { id } = await create('Travels', 'sam', `, vehicleId: "${vehicle.id}"`);
    const began = at();
    second += 5;
    await ask(`mutation { selectDiagnosticLevel(sessionId: "${id}", level: "vehicle") }`);
    const deeper = at();
    second += 5;
    await dixon.send('The brakes squeal', { conversationId: id });
    const diagnosed = at();
    second += 5;
    await ask(`mutation { updateSessionPreferences(sessionId: "${id}", preferences: { partsPreference: "oem" }) }`);

    const state = (hasDescribedProblem: boolean, hasSelectedDiagnosticLevel: boolean, currentStep: string) => ({
      interactionState: { hasDescribedProblem, hasSelectedDiagnosticLevel, currentStep },
    });
    expect(await refusal(`{ getSessionContext(sessionId: "${id}", asOf: "${before}") { position } }`)).toMatchObject({
      code: 'NotFound',
    });
    expect(await context(id, began)).toMatchObject({
      diagnosticLevel: 'quick',
      vehicleContext: null,
      lastDiagnosis: [],
      position: `session/${id}#0000000001`,
      ...state(false, false, 'select_level'),
    });
    expect(await context(id, deeper)).toMatchObject({
      diagnosticLevel: 'vehicle',
      vehicleContext: { basic: { year: 2024, make: 'Honda' }, vin: null, nickname: 'Mine' },
      position: `session/${id}#0000000002`,
      ...state(false, true, 'describe_problem'),
    });
    const then = await context(id, diagnosed.replace('Z', '+00:00'));
    expect(then).toMatchObject({
      preferences: { partsPreference: 'equivalent', costDisplay: 'detailed' },
      lastDiagnosis: expect.arrayContaining([{ system: 'brakes' }]),
      ...state(true, true, 'discuss'),
    });
    const now = await context(id);
    expect(now).toMatchObject({ preferences: { partsPreference: 'oem', costDisplay: 'detailed' } });
    expect(await context(id, after(second + 1_000))).toEqual(now);

    await ask(`mutation { deleteUserVehicle(vehicleId: "${vehicle.id}") }`);
    expect(await context(id, deeper)).toMatchObject({ vehicleContext: null });
    const { items } = await list('search: "travels"');
    expect(items).toMatchObject([{ id, vehicleId: null }]);
  });

  it('of a time before a deletion is not shown after it', async () => {
    const { id } = await create('Gone');
    const then = after(second);
    await ask(`mutation { deleteSession(sessionId: "${id}") }`);
    const code = async (query: string) => (await refusal(query))['code'];
    expect(await code(`{ getSessionContext(sessionId: "${id}", asOf: "${then}") { position } }`)).toBe('NotFound');
    const { id: erased } = await create('Erased');
    await dixon.vault.shred(sessionStream('user-sam', erased), 'request-1', then);
    expect(await code(`{ explainSession(sessionId: "${erased}") { matches } }`)).toBe('NotFound');
    expect(await code(`{ getSessionContext(sessionId: "${id}", asOf: "yesterday") { position } }`)).toBe(
      'InvalidInput',
    );
  });
});

it('a receipt says where a command’s facts stand, and nothing of what is not there', async () => {
  const { id } = await create('Receipts', 'sam', ', commandId: "create-receipts"');
  const receipt = (commandId: string, user = 'sam', sessionId = `, sessionId: "${id}"`) =>
    ask(`{ getReceipt(commandId: "${commandId}"${sessionId}) { commandId position at } }`, user);
  const own = {
    commandId: 'create-receipts',
    position: `session/${id}#0000000001`,
    at: expect.stringMatching(/^2026/),
  };
  expect(await receipt('create-receipts')).toEqual(own);
  expect(await receipt('no-such-command')).toBeNull();
  expect(await receipt('create-receipts', 'kim')).toBeNull();
  await ask(
    'mutation { addUserVehicle(vehicleData: { basic: { year: 2020, make: "Ford", model: "F-150" } }, commandId: "add-truck") { id } }',
  );
  expect(await receipt('add-truck', 'sam', '')).toMatchObject({ position: expect.stringMatching(/^garage#\d{10}$/) });
});

it('an answer’s record says what the model saw', async () => {
  const { conversationId } = await dixon.send('The brakes squeal');
  await dixon.send('And now?', { conversationId });
  const { messages } = await ask<{ messages: { id: string; sender: string }[] }>(
    `{ getConversation(conversationId: "${conversationId}") { messages { id sender } } }`,
  );
  const record = (messageId: string) =>
    `{ getAnswerRecord(sessionId: "${conversationId}", messageId: "${messageId}") { model promptVersion tools windowFirst windowLast resultHashes vinSource } }`;
  const [question, first, , last] = messages;
  expect(await ask(record(first!.id))).toEqual({
    model: 'test-model',
    promptVersion: expect.stringMatching(/^v\d/),
    tools: expect.arrayContaining(['symptom_diagnosis_analyzer']),
    windowFirst: 1,
    windowLast: 1,
    resultHashes: [expect.stringMatching(/^[0-9a-f]{16}$/)],
    vinSource: null,
  });
  expect(await ask(record(last!.id))).toMatchObject({ windowFirst: 1, windowLast: 4 });
  for (const none of [question!.id, 'nonsense', '', `${last!.id}x`])
    expect(await refusal(record(none))).toMatchObject({ code: 'NotFound' });
});

it('a visitor’s session is over an hour after the last activity, for every query', async () => {
  const user = 'anon-session-11111111-2222-4333-8444-555555555555';
  const { conversationId: id } = await dixon.send('The brakes squeal', {}, `local:${user}`);
  await dixon.caughtUp();
  const queries = [
    `{ getSessionContext(sessionId: "${id}") { position } }`,
    `{ getSessionContext(sessionId: "${id}", asOf: "${after(second)}") { position } }`,
    `{ explainSession(sessionId: "${id}") { matches } }`,
    `{ getReceipt(sessionId: "${id}", commandId: "some-command") { position } }`,
    `{ getAnswerRecord(sessionId: "${id}", messageId: "x/assistant") { model } }`,
  ];
  const ended = second;
  second = ended + 3_600;
  expect(await dixon.query('{ getChatSessions { id } }', {}, `local:${user}`)).toMatchObject({
    data: { getChatSessions: [{ id }] },
  });
  expect((await dixon.query(queries[0]!, {}, `local:${user}`)).errors).toBeUndefined();
  second = ended + 3_601;
  expect(await ask('{ getUserProfile { sessionCount vehicleCount dataRetentionDays } }', user)).toEqual({
    sessionCount: 0,
    vehicleCount: 0,
    dataRetentionDays: 0,
  });
  expect(await ask('{ getChatSessions { id } }', user)).toEqual([]);
  for (const query of queries) expect(await refusal(query, user)).toMatchObject({ code: 'SessionExpired' });
});

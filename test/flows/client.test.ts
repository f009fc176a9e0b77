/** SPEC A10 from outside: a public GraphQL client goes through a driver's whole time with Dixon. */
import { Client, fetchExchange, type CombinedError } from '@urql/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocal, type Local } from '../support/local.ts';
import { operationNamed } from '../support/schema.ts';

let dixon: Local;
let client: Client;

beforeAll(async () => {
  dixon = await startLocal();
  client = new Client({
    url: dixon.url,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetchOptions: { headers: { authorization: 'local:ann' } },
  });
});
afterAll(() => dixon.stop());

type Answer = Record<string, unknown>;

const send = async (name: string, variables: Answer) => {
  const { kind, document } = operationNamed(name);
  const result = await (kind === 'query' ? client.query(document, variables) : client.mutation(document, variables));
  return { value: (result.data as Answer | undefined)?.[name], error: result.error };
};

/** The answer with every field that the schema has. Throws the client's error. */
const ask = async <T = Answer>(name: string, variables: Answer = {}): Promise<T> => {
  const { value, error } = await send(name, variables);
  if (error) throw error;
  return value as T;
};

/** The code and the sentence of a refusal. */
const refused = async (name: string, variables: Answer) => {
  const { error } = (await send(name, variables)) as { error?: CombinedError };
  const [first] = error?.graphQLErrors ?? [];
  return { code: first?.extensions['code'], message: first?.message };
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const ID = /^[0-9a-f-]{36}$/;

type Session = { id: string; title: string; position: string; status: string };
const titles = (sessions: Session[]): string[] => sessions.map(({ title }) => title);

describe('a driver', () => {
  let vehicleId: string;
  let sessionId: string;
  /** Where the session stood after what was done last. */
  let position: string;
  /** Before the level was ever changed. */
  let earlier: string;

  const positionOf = async (commandId: string): Promise<string> =>
    (await ask<{ position: string }>('getReceipt', { commandId, sessionId })).position;

  /** Carries a command out and remembers where it stands, so that the lists can be asked to be that far. */
  const command = async (name: string, variables: Answer, commandId: string): Promise<void> => {
    expect(await ask<boolean>(name, { sessionId, ...variables, commandId })).toBe(true);
    position = await positionOf(commandId);
  };
  const list = (variables: Answer = {}) => ask<Session[]>('getChatSessions', { minPosition: position, ...variables });

  const say = async (message: string, mode: string) => {
    const diagnostic_context = JSON.stringify({ mode, accuracy: '', user_selection: mode });
    const said = await ask('sendMessage', {
      conversationId: sessionId,
      message,
      userId: 'user-ann',
      diagnostic_context,
    });
    position = String(said['position']);
    return said;
  };

  it('is nobody yet', async () => {
    expect(await ask('getUserProfile')).toEqual({
      userId: 'user-ann',
      name: null,
      vehicleCount: 0,
      sessionCount: 0,
      dataRetentionDays: -1,
      consents: [],
      email: null,
      emailVerified: false,
      restricted: false,
      createdAt: null,
    });
  });

  it('adds a vehicle, whose VIN is decoded again whatever they say of it', async () => {
    const vehicle = await ask('addUserVehicle', {
      vehicleData: {
        basic: { year: 2024, make: 'Honda', model: 'Civic', trim: 'LX' },
        vin: { vin: '1HGCM82633A004352', nhtsa_data: '{"Make":"HONDA"}' },
      },
    });
    vehicleId = String(vehicle['id']);
    expect(vehicle).toEqual({
      id: expect.stringMatching(ID),
      userId: 'user-ann',
      vehicleData: {
        basic: { year: 2024, make: 'Honda', model: 'Civic', trim: 'LX' },
        vin: {
          vin: '1HGCM82633A004352',
          nhtsa_data: expect.stringContaining('"model":"Accord"'),
          verified: true,
          lastVerified: expect.stringMatching(INSTANT),
        },
        nickname: null,
      },
      createdAt: expect.stringMatching(INSTANT),
      lastUsed: null,
      usageCount: 0,
      position: 'garage#0000000002',
    });
  });

  it('gives it a name of their own', async () => {
    const vehicleData = { basic: { year: 2024, make: 'Honda', model: 'Civic' }, nickname: 'My Honda' };
    await ask('updateUserVehicle', { vehicleId, vehicleData });
    expect(await ask('getUserVehicles')).toMatchObject([
      { id: vehicleId, vehicleData: { nickname: 'My Honda', basic: { trim: null } } },
    ]);
  });

  it('begins a chat with it, which counts as a use', async () => {
    const session = await ask('createChatSession', { vehicleId });
    sessionId = String(session['id']);
    position = String(session['position']);
    expect(session).toEqual({
      id: expect.stringMatching(ID),
      userId: 'user-ann',
      title: expect.stringMatching(/^Chat Session - [A-Z][a-z]{2} \d{1,2}, \d{4}$/),
      handle: null,
      vehicleId,
      diagnosticLevel: 'quick',
      status: 'ACTIVE',
      tags: [],
      customFields: [],
      lastAccessed: expect.stringMatching(INSTANT),
      messageCount: 0,
      fileCount: 0,
      firstMessage: null,
      isActive: true,
      createdAt: expect.stringMatching(INSTANT),
      version: 1,
      position,
      stale: false,
    });
    expect(await ask('getUserVehicles')).toMatchObject([{ usageCount: 1, lastUsed: expect.stringMatching(INSTANT) }]);
  });

  it('asks at each level, and hears how far each can be trusted', async () => {
    const quick = await say('My brakes are squealing', 'quick');
    expect(quick).toEqual({
      conversationId: sessionId,
      message: expect.stringContaining('brake pads'),
      timestamp: expect.stringMatching(INSTANT),
      sender: 'ASSISTANT',
      diagnostic_accuracy: '65%',
      vin_enhanced: false,
      success: true,
      position: expect.stringContaining(sessionId),
    });
    earlier = String(quick['timestamp']);
    expect(await say('Now the brakes are grinding', 'vehicle')).toMatchObject({ diagnostic_accuracy: '80%' });
    expect(await say('How do I fix it?', 'precision')).toMatchObject({
      diagnostic_accuracy: '95%',
      message: expect.stringContaining('caliper'),
      // nobody has decoded the VIN
      vin_enhanced: false,
    });
  });

  it('finds every word again, with the level of each and whether the vehicle was seen', async () => {
    const { messages, ...conversation } = await ask<{ messages: Answer[] }>('getConversation', {
      conversationId: sessionId,
    });
    expect(conversation).toEqual({
      id: sessionId,
      userId: 'user-ann',
      createdAt: expect.stringMatching(INSTANT),
      position,
    });
    expect(
      messages.map(({ sender, diagnosticLevel, vehicleContext }) => [sender, diagnosticLevel, vehicleContext]),
    ).toEqual([
      ['USER', 'quick', false],
      ['ASSISTANT', 'quick', false],
      ['USER', 'vehicle', true],
      ['ASSISTANT', 'vehicle', true],
      ['USER', 'precision', true],
      ['ASSISTANT', 'precision', true],
    ]);
    expect(messages[0]).toMatchObject({
      message: 'My brakes are squealing',
      timestamp: expect.stringMatching(INSTANT),
    });
  });

  it('is refused an empty message and somebody else’s name, and both are told why', async () => {
    expect(await refused('sendMessage', { conversationId: sessionId, message: '' })).toEqual({
      code: 'InvalidInput',
      message: expect.stringContaining('message'),
    });
    expect(await refused('sendMessage', { message: 'Hello', userId: 'user-bob' })).toMatchObject({
      code: 'PermissionDenied',
    });
  });

  it('sees it in the list, named after the vehicle and the trouble', async () => {
    expect(await list()).toMatchObject([
      {
        id: sessionId,
        title: '2024 Honda Civic - Brake Issues',
        messageCount: 6,
        firstMessage: 'My brakes are squealing',
        diagnosticLevel: 'precision',
        vehicleId,
        position,
        stale: false,
      },
    ]);
  });

  it('names it themself, and the name stays whatever comes', async () => {
    await command('updateSessionTitle', { title: 'The squeal on Main Street' }, 'rename-it');
    await say('The brakes are still squealing', 'vehicle');
    expect(titles(await list())).toEqual(['The squeal on Main Street']);
  });

  it('gives it a handle; one with a blank in it is refused and the old one stays', async () => {
    await command('updateSessionHandle', { handle: 'main-street_2026' }, 'first-handle');
    expect(await refused('updateSessionHandle', { sessionId, handle: 'main street' })).toMatchObject({
      code: 'InvalidName',
    });
    expect(await list()).toMatchObject([{ handle: 'main-street_2026' }]);
  });

  it('tags it', async () => {
    const customFields = [{ name: 'garage', value: 'Smith & Sons' }];
    const session = await ask('annotateSession', { sessionId, tags: ['brakes', 'urgent'], customFields });
    position = String(session['position']);
    expect(session).toMatchObject({ tags: ['brakes', 'urgent'], customFields });
    expect(await list()).toMatchObject([{ tags: ['brakes', 'urgent'], customFields }]);
  });

  it('begins others, and goes through the list page by page', async () => {
    const other = await ask<{ id: string }>('createConversation', { userId: 'user-ann' });
    expect(other).toMatchObject({ userId: 'user-ann', messages: [] });
    const last = await ask<Session>('createChatSession', { title: 'Winter tyres' });
    position = last.position;
    type Page = { items: Session[]; nextToken: string | null; stale: boolean };
    const first = await ask<Page>('listChatSessions', { limit: 2, minPosition: position });
    const second = await ask<Page>('listChatSessions', { limit: 2, nextToken: first.nextToken });
    expect([first.stale, first.nextToken, second.nextToken]).toEqual([false, expect.any(String), null]);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([last.id, other.id, sessionId]);
    expect((await list({ limit: 1 })).map(({ id }) => id)).toEqual([last.id]);
  });

  it.each([
    ['its title', 'MAIN STREET', ['The squeal on Main Street']],
    ['its handle', 'street_2026', ['The squeal on Main Street']],
    ['its first message', 'Squealing', ['The squeal on Main Street']],
    ['a word of another', 'tyres', ['Winter tyres']],
    ['a word of none', 'gearbox', []],
  ])('searches the list by %s', async (_name, search, found) => {
    expect(titles(await list({ search }))).toEqual(found);
  });

  it('puts it away and takes it out again', async () => {
    await command('archiveSession', {}, 'put-it-away');
    expect(await list({ status: 'ARCHIVED' })).toMatchObject([{ id: sessionId, isActive: false, status: 'ARCHIVED' }]);
    expect(titles(await list({ status: 'ACTIVE' }))).not.toContain('The squeal on Main Street');
    await command('reopenSession', {}, 'take-it-out');
    expect(await list({ status: 'ARCHIVED' })).toEqual([]);
    expect(await list({ status: 'ACTIVE', limit: 1 })).toMatchObject([{ id: sessionId, isActive: true }]);
  });

  it('chooses how parts and costs are shown', async () => {
    await command('updateSessionPreferences', { preferences: { partsPreference: 'oem' } }, 'prefer-oem');
    expect(await ask('getSessionContext', { sessionId })).toMatchObject({
      preferences: { partsPreference: 'oem', costDisplay: 'detailed' },
    });
  });

  it('sees all that the chat knows, now and as it was before', async () => {
    const now = await ask('getSessionContext', { sessionId });
    expect(now).toMatchObject({
      sessionId,
      diagnosticLevel: 'vehicle',
      vehicleContext: { basic: { year: 2024, make: 'Honda', model: 'Civic' }, nickname: 'My Honda' },
      interactionSummary: {
        diagnosedIssues: [expect.stringMatching(/brake pads/i)],
        partsDiscussed: expect.arrayContaining([expect.any(String)]),
        costEstimatesProvided: false,
      },
      interactionState: { hasDescribedProblem: true, hasSelectedDiagnosticLevel: true },
      lastDiagnosis: expect.arrayContaining([expect.objectContaining({ system: 'brakes' })]),
      position,
    });
    const then = await ask('getSessionContext', { sessionId, asOf: earlier });
    expect(then).toMatchObject({
      diagnosticLevel: 'quick',
      vehicleContext: null,
      preferences: { partsPreference: 'equivalent' },
    });
    expect(String(then['position']) < position).toBe(true);
  });

  it('sets the level and the vehicle without a word', async () => {
    await command('selectDiagnosticLevel', { level: 'precision' }, 'as-precise-as-can-be');
    await command('clearSessionVehicle', {}, 'forget-the-vehicle');
    expect(await ask('getSessionContext', { sessionId })).toMatchObject({
      diagnosticLevel: 'precision',
      vehicleContext: null,
    });
    await command('selectSessionVehicle', { vehicleId }, 'it-was-the-honda');
    expect(await ask('getSessionContext', { sessionId })).toMatchObject({ vehicleContext: { nickname: 'My Honda' } });
  });

  it('can ask why the list says what it says, and what the assistant saw', async () => {
    type Explained = { commits: { events: string[] }[]; matches: boolean; verified: boolean };
    const { commits, ...explained } = await ask<Explained>('explainSession', { sessionId });
    expect(explained).toMatchObject({ matches: true, verified: true });
    expect(commits[0]!.events).toContain('SessionStarted');
    expect(commits.flatMap(({ events }) => events)).toEqual(
      expect.arrayContaining(['HandleChosen', 'SessionArchived']),
    );
    const { messages } = await ask<{ messages: { id: string }[] }>('getConversation', { conversationId: sessionId });
    expect(await ask('getAnswerRecord', { sessionId, messageId: messages[1]!.id })).toMatchObject({
      tools: expect.arrayContaining(['symptom_diagnosis_analyzer']),
      vinSource: null,
      resultHashes: [expect.stringMatching(/^[0-9a-f]{16}$/)],
    });
  });

  it.each([
    ['30_days', 30],
    ['90_days', 90],
    ['indefinite', -1],
  ])('has their data kept for %s', async (dataRetention, days) => {
    const settings = JSON.stringify({ dataRetention });
    expect(await ask<boolean>('updatePrivacySettings', { userId: 'user-ann', settings })).toBe(true);
    expect(await ask('getUserProfile')).toMatchObject({
      vehicleCount: 1,
      sessionCount: 3,
      dataRetentionDays: days,
      createdAt: expect.stringMatching(INSTANT),
    });
  });

  it('takes everything with them', async () => {
    type Exported = { vehicles: Answer[]; sessions: Session[]; conversations: { id: string; messages: Answer[] }[] };
    const exported = await ask<Exported>('exportUserData');
    expect(exported).toMatchObject({ format: 'JSON', exportedAt: expect.stringMatching(INSTANT) });
    expect(exported.vehicles).toEqual(await ask('getUserVehicles'));
    expect(exported.sessions.map(({ id }) => id)).toEqual((await list()).map(({ id }) => id));
    const whole = exported.conversations.find(({ id }) => id === sessionId)!;
    expect(whole).toEqual(await ask('getConversation', { conversationId: sessionId }));
    expect(whole.messages).toHaveLength(8);
  });

  it('deletes a chat, and it is gone at once', async () => {
    expect(await ask<boolean>('deleteSession', { sessionId, commandId: 'delete-the-chat' })).toBe(true);
    expect(await refused('getConversation', { conversationId: sessionId })).toMatchObject({ code: 'NotFound' });
    expect(await refused('sendMessage', { conversationId: sessionId, message: 'Hello?' })).toMatchObject({
      code: 'NotFound',
    });
    await dixon.caughtUp();
    expect(titles(await ask('getChatSessions'))).not.toContain('The squeal on Main Street');
  });

  it('removes the vehicle and what is known of it', async () => {
    expect(await ask<boolean>('clearVehicleData', { vehicleId })).toBe(true);
    expect(await ask('getUserVehicles')).toEqual([]);
    expect(await refused('deleteUserVehicle', { vehicleId })).toMatchObject({ code: 'NotFound' });
  });

  it('leaves, and nothing of them is there any more', async () => {
    await ask('addUserVehicle', { vehicleData: { basic: { year: 2020, make: 'Kia', model: 'Rio' } } });
    expect(await ask<boolean>('clearAllUserData')).toBe(true);
    await dixon.caughtUp();
    expect(await ask('getChatSessions')).toEqual([]);
    expect(await ask('getUserVehicles')).toEqual([]);
    expect(await ask('getUserProfile')).toEqual({
      userId: 'user-ann',
      name: null,
      vehicleCount: 0,
      sessionCount: 0,
      dataRetentionDays: -1,
      consents: [],
      email: null,
      emailVerified: false,
      restricted: false,
      createdAt: null,
    });
    expect(await ask('exportUserData')).toMatchObject({ vehicles: [], sessions: [], conversations: [] });
  });

  it('may come back and begin anew', async () => {
    expect(await ask('sendMessage', { message: 'Hello' })).toMatchObject({ success: true });
    expect(await ask('getUserProfile')).toMatchObject({ createdAt: expect.stringMatching(INSTANT) });
  });
});

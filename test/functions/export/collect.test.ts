/** What an export holds, category by category, and what it leaves out. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account, accountStream } from '../../../events/account/index.ts';
import { garage, garageStream } from '../../../events/garage/index.ts';
import { session, sessionStream, type SessionEvent } from '../../../events/session/index.ts';
import { collect } from '../../../functions/export/collect/index.ts';
import { consentTexts } from '../../../schemas/consent.ts';
import { SYSTEM_ERROR_SENTENCE } from '../../../schemas/errors.ts';
import { requested } from '../../support/compliance.ts';
import { exportHome, type ExportHome } from '../../support/export-home.ts';

let home: ExportHome;
beforeAll(async () => {
  home = await exportHome();
});
afterAll(() => home.stop());

let user: string;
beforeEach(() => {
  user = `user-${randomUUID()}`;
});

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const CONSENT = { version: '2026-11', hash: 'a'.repeat(64) };
const STARTED: SessionEvent = { type: 'SessionStarted', level: 'vehicle' };

const started = async (...events: SessionEvent[]): Promise<string> => {
  const id = randomUUID();
  await home.record(session, sessionStream(user, id), STARTED, ...events);
  return id;
};

type Entry = Record<string, unknown> & { at: string; what: string };

describe('the account', () => {
  it('says who somebody is, what they consented to in which words, and how that came about', async () => {
    await home.record(
      account,
      accountStream(user),
      { type: 'AccountOpened', kind: 'registered' },
      { type: 'ProfileRectified', name: 'Sam Miller' },
      { type: 'EmailVerified', email: 'sam@example.com' },
      { type: 'ConsentGiven', purpose: 'keep-data', ...CONSENT },
      { type: 'RetentionChosen', days: 90 },
      { type: 'ProcessingRestricted' },
    );
    const { data } = await home.exported(user);
    const text = consentTexts['keep-data'][0]!.text;
    const { history, ...facts } = data('account') as { history: Entry[] };
    expect(facts).toMatchObject({
      userId: user,
      kind: 'registered',
      createdAt: expect.stringMatching(INSTANT),
      retentionDays: 90,
      keptUntil: '90 days after its last activity',
      name: 'Sam Miller',
      email: 'sam@example.com',
      restricted: true,
      consents: [{ purpose: 'keep-data', version: '2026-11', givenAt: expect.stringMatching(INSTANT), text }],
      withdrawnConsents: [],
    });
    expect(history.map(({ what }) => what).slice(0, 3)).toEqual(['AccountOpened', 'ProfileRectified', 'EmailVerified']);
    expect(history[3]).toMatchObject({ who: 'person', what: 'ConsentGiven', facts: { text, version: '2026-11' } });
  });

  it('of a consent that was taken back still says when it was given', async () => {
    await home.record(
      account,
      accountStream(user),
      { type: 'AccountOpened', kind: 'registered' },
      { type: 'ConsentGiven', purpose: 'keep-data', ...CONSENT },
      { type: 'ConsentWithdrawn', purpose: 'keep-data' },
    );
    const { data } = await home.exported(user);
    const { history, ...facts } = data('account') as { history: Entry[] };
    expect(facts).toMatchObject({ consents: [], withdrawnConsents: ['keep-data'], restricted: true });
    expect(history.map(({ what }) => what)).toContain('ConsentGiven');
  });

  it('that was never opened is nothing, and the archive is there all the same', async () => {
    const { data, facts } = await home.exported(user);
    expect(['account', 'vehicles', 'sessions', 'conversations', 'uploads'].map((name) => data(name))).toEqual([
      null,
      [],
      [],
      [],
      [],
    ]);
    expect(facts.files).toBe(10);
  });

  it('that was closed takes everything along but the requests', async () => {
    await home.record(account, accountStream(user), { type: 'AccountOpened', kind: 'registered' });
    await started();
    await home.record(account, accountStream(user), { type: 'AccountClosed' });
    const { data } = await home.exported(user);
    expect([data('account'), data('sessions'), data('conversations')]).toEqual([null, [], []]);
    expect(data('requests')).toHaveLength(1);
  });
});

it('a vehicle comes with its VIN, what that says, and its own history alone', async () => {
  const [mine, sold] = [randomUUID(), randomUUID()];
  const basic = { year: 2003, make: 'Honda', model: 'Accord' };
  const nhtsaData = '{"make":"HONDA"}';
  const vehicle = { basic, vin: { vin: '1HGCM82633A004352', nhtsaData, verified: true, lastVerified: 'today' } };
  await home.record(
    garage,
    garageStream(user),
    { type: 'VehicleAdded', vehicleId: mine, vehicle: { basic, nickname: 'Winter car' } },
    { type: 'VehicleAdded', vehicleId: sold, vehicle: { basic, nickname: 'Sold car' } },
    { type: 'VehicleUpdated', vehicleId: mine, vehicle },
    { type: 'VehicleUsed', vehicleId: mine },
    { type: 'VehicleDeleted', vehicleId: sold },
  );
  const { data, files } = await home.exported(user);
  expect(data('vehicles')).toMatchObject([
    {
      id: mine,
      basic,
      vin: { vin: '1HGCM82633A004352', verified: true, decoded: { make: 'HONDA' } },
      usageCount: 1,
      history: [
        { what: 'VehicleAdded', facts: { vehicle: { nickname: 'Winter car' } } },
        { what: 'VehicleUpdated' },
        { what: 'VehicleUsed' },
      ],
    },
  ]);
  for (const bytes of files.values()) expect(bytes.includes('Sold car')).toBe(false);
});

describe('a session', () => {
  it('comes with what it knows, and its conversation with everything in its order', async () => {
    const [turnId, failed] = [randomUUID(), randomUUID()];
    const usage = { inputTokens: 1, outputTokens: 2 };
    const saw = { model: 'nova', prompt: 'v2', tools: [], window: [1, 2] as [number, number], results: [] };
    const call = { turnId, round: 1, toolUseId: 'call-1', tool: 'labor_estimator', input: { work: 'brakes' } };
    const saidAt = '2026-01-01T10:00:00.000Z';
    const id = await started(
      { type: 'SessionTitled', title: 'Brakes', by: 'person' },
      { type: 'TurnStarted', turnId, level: 'vehicle', vehicleContext: true, message: 'They squeal', saidAt },
      { type: 'ToolReturned', ...call, result: { hours: 2 } },
      { type: 'ToolFailed', ...call, error: 'States.Timeout' },
      { type: 'TurnAnswered', turnId, text: 'Worn pads', saw, usage },
      { type: 'TurnStarted', turnId: failed, level: 'quick', vehicleContext: false, message: 'And now?' },
      { type: 'TurnFailed', turnId: failed, error: 'ModelUnavailable' },
    );
    const { data } = await home.exported(user);
    expect(data('sessions')).toMatchObject([{ id, title: 'Brakes', titledBy: 'person', messageCount: 4, files: [] }]);
    const [conversation, ...more] = data('conversations') as { sessionId: string; entries: Entry[] }[];
    expect(more).toEqual([]);
    expect(conversation).toMatchObject({ sessionId: id, title: 'Brakes' });
    expect(conversation!.entries).toMatchObject([
      { what: 'SessionStarted', who: 'person' },
      { what: 'SessionTitled', facts: { title: 'Brakes', by: 'person' } },
      { what: 'message', sender: 'USER', text: 'They squeal', at: saidAt, diagnosticLevel: 'vehicle' },
      { what: 'tool', tool: 'labor_estimator', input: { work: 'brakes' }, result: { hours: 2 } },
      { what: 'tool', tool: 'labor_estimator', error: 'States.Timeout' },
      { what: 'message', sender: 'ASSISTANT', text: 'Worn pads', vehicleContext: true, saw },
      { what: 'message', sender: 'USER', text: 'And now?', vehicleContext: false },
      { what: 'message', sender: 'ASSISTANT', text: SYSTEM_ERROR_SENTENCE, diagnosticLevel: 'quick' },
    ]);
    for (const { at } of conversation!.entries) expect(at).toMatch(INSTANT);
  });

  it('that was deleted, or erased, is not there', async () => {
    const kept = await started();
    await started({ type: 'SessionTitled', title: 'Gone', by: 'person' }, { type: 'SessionDeleted' });
    const erased = await started();
    const address = sessionStream(user, erased);
    await home.vault.shred(address, randomUUID(), '2026-01-22T11:00:00.000Z');
    for await (const { number } of home.log.read(address)) await home.log.removeBody(address, number);
    const { data } = await home.exported(user);
    expect((data('sessions') as { id: string }[]).map(({ id }) => id)).toEqual([kept]);
    expect((data('conversations') as { sessionId: string }[]).map(({ sessionId }) => sessionId)).toEqual([kept]);
  });

  it('of a visitor is not there once its hour is over', async () => {
    user = `anon-session-${randomUUID()}`;
    await started();
    const which = await home.ask(user);
    const later = (hours: number) => ({ ...home.parts, now: () => new Date(Date.now() + hours * 3.6e6).toISOString() });
    const early = { ...home.parts, now: () => '2026-01-22T10:00:00.000Z' };
    const { records } = await collect(early)(which);
    expect((await collect(later(2))(which)).records).toBeLessThan(records);
  });
});

it('requests come with what became of them; the one that is answered says only what was asked', async () => {
  const before = await requested(home.store, user, { kind: 'erasure', scope: { what: 'vehicles' } });
  const { data, which } = await home.exported(user);
  const requests = data('requests') as { id: string; status?: string; history: Entry[] }[];
  expect(requests).toHaveLength(2);
  expect(requests.find(({ id }) => id === before)).toMatchObject({
    wish: { kind: 'erasure', scope: { what: 'vehicles' } },
    status: 'confirmed',
    history: [{ what: 'RequestReceived' }, { what: 'IdentityConfirmed' }],
  });
  const own = requests.find(({ id }) => id === which.requestId)!;
  expect(own).toMatchObject({ wish: { kind: 'export' }, history: [] });
  expect(own).not.toHaveProperty('status');
});

it('who of the people that work here did something is not told', async () => {
  const opened = { type: 'AccountOpened' as const, kind: 'registered' as const };
  const context = { commandId: 'c', actor: { kind: 'operator' as const, id: 'user-cleo' }, correlation: 'c' };
  await home.store.execute(account, accountStream(user), context, () => [opened]);
  const { data, files } = await home.exported(user);
  expect(data('account')).toMatchObject({ history: [{ what: 'AccountOpened', who: 'operator' }] });
  for (const bytes of files.values()) expect(bytes.includes('user-cleo')).toBe(false);
});

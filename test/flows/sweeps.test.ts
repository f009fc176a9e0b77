/** What schedules do to people's data on the local runtime: sessions past their time, files of nobody, lost requests. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { streamType } from '../../events/core/commit.ts';
import { sessionStream } from '../../events/session/index.ts';
import { sweeps, sweepsStream } from '../../events/sweeps/index.ts';
import { uploadKey, uploadsOf } from '../../functions/shared/uploads/keys.ts';
import { invoke } from '../../infra/local/lambda.ts';
import { schedules } from '../../workflows/triggers.ts';
import { PNG } from '../support/files.ts';
import { startLocal, type Local } from '../support/local.ts';
import { says, scripted } from '../support/models.ts';

let dixon: Local;
let ahead = 0;
const START = Date.parse('2026-05-01T10:00:00.000Z');
const begun = Date.now();
beforeAll(async () => {
  const now = () => new Date(START + (Date.now() - begun) + ahead).toISOString();
  dixon = await startLocal({ model: scripted(says('Noted.')).model, now });
});
afterAll(() => dixon.stop());
const wait = (seconds: number) => {
  ahead += seconds * 1_000;
};
const DAY = 86_400;

/** A task with the input that its schedule gives. */
const run = (name: string) =>
  invoke('sweep', dixon.sweep, schedules.find((schedule) => schedule.name === name)!.input) as Promise<
    Record<string, unknown>
  >;

let sam: string;
beforeEach(() => {
  sam = `local:sam-${randomUUID()}`;
  wait(400 * DAY);
});
const userOf = (authorization: string) => `user-${authorization.slice('local:'.length)}`;

const ask = async <T>(query: string, variables: Record<string, unknown> = {}, authorization = sam): Promise<T> => {
  const { data, errors } = await dixon.query(query, variables, authorization);
  expect(errors).toBeUndefined();
  return Object.values(data!)[0] as T;
};
const codeOf = async (query: string, variables: Record<string, unknown>, authorization = sam) =>
  (await dixon.query(query, variables, authorization)).errors?.[0]?.extensions.code;

const visitor = async () => {
  const { result } = await dixon.post('{"query":"mutation { generateSession { userId token } }"}', null);
  return result.data!['generateSession'] as unknown as { userId: string; token: string };
};
const GET = 'query ($id: String!) { getConversation(conversationId: $id) { id } }';
const SETTINGS = 'mutation ($settings: String!) { updatePrivacySettings(settings: $settings) }';
/** Of everything but requests, which outlive the rest. */
const bodiesOf = async (subject: string) =>
  (await Array.fromAsync(dixon.log.readSubject(subject))).filter(
    ({ body, stream }) => body && streamType(stream) !== 'privacy',
  ).length;

describe('the retention sweep', () => {
  it('removes a visitor an hour and a second after their last activity, who was unreadable without it', async () => {
    const { userId, token } = await visitor();
    const { conversationId } = await dixon.send('My brakes squeal', {}, token);
    await dixon.caughtUp();
    wait(3_601);
    expect(await codeOf(GET, { id: conversationId }, token)).toBe('SessionExpired');
    expect(await bodiesOf(userId)).toBeGreaterThan(0);
    expect(await run('sweep-retention')).toMatchObject({ due: 1, ended: 1, failed: {} });
    await dixon.caughtUp();
    expect(await bodiesOf(userId)).toBe(0);
    expect(await run('sweep-retention')).toMatchObject({ due: 0 });
  });

  it('removes a person’s session on day 31, not on day 30, once they chose so, and no other', async () => {
    const { conversationId: old } = await dixon.send('My brakes squeal', {}, sam);
    wait(5 * DAY);
    const { conversationId: young } = await dixon.send('My lights flicker', {}, sam);
    await ask(SETTINGS, { settings: '{"dataRetention":"30_days"}' });
    await dixon.caughtUp();
    wait(25 * DAY - 60);
    expect(await run('sweep-retention')).toMatchObject({ due: 0 });
    expect(await ask(GET, { id: old })).toEqual({ id: old });
    wait(DAY);
    expect(await run('sweep-retention')).toMatchObject({ due: 1, ended: 1 });
    await dixon.caughtUp();
    expect(await codeOf(GET, { id: old }, sam)).toBe('NotFound');
    expect(await ask(GET, { id: young })).toEqual({ id: young });
    const left = (await Array.fromAsync(dixon.log.read(sessionStream(userOf(sam), old)))).filter(({ body }) => body);
    expect(left).toEqual([]);
  });
});

const REQUEST = `mutation ($id: String!, $size: Int!) { requestUpload(sessionId: $id, contentType: "image/png", size: $size) {
  uploadId url headers { name value } } }`;
const ATTACH = 'mutation ($id: String!, $u: String!) { attachFile(sessionId: $id, uploadId: $u) { uploadId } }';
type Ticket = { uploadId: string; url: string; headers: { name: string; value: string }[] };

describe('the sweep of uploads', () => {
  const filesOf = (id: string) =>
    Array.fromAsync(dixon.blobs.list(uploadsOf(userOf(sam), id)), ({ key }) => key.split('/').at(-1));
  /** What the history says of today's sweeps (SPEC B4). */
  const swept = async () =>
    (await Array.fromAsync(dixon.store.history(sweeps, sweepsStream(dixon.now())))).flatMap(({ events }) => events);
  const send = async (id: string) => {
    const { uploadId } = await ask<Ticket>(REQUEST, { id, size: PNG.length });
    await dixon.blobs.write(uploadKey(userOf(sam), id, uploadId), PNG, 'image/png');
    return uploadId;
  };

  it('marks what nobody attached, removes it at the second look, and spares what a session has', async () => {
    const { conversationId: id } = await dixon.send('My brakes squeal', {}, sam);
    const attached = await send(id);
    await ask(ATTACH, { id, u: attached });
    const forgotten = await send(id);
    wait(1_000);
    expect(await run('sweep-uploads')).toMatchObject({ due: 0 });
    wait(1_500);
    expect(await run('sweep-uploads')).toMatchObject({ due: 2, settled: 1, marked: 1, removed: 0 });
    expect((await filesOf(id)).sort()).toEqual([attached, forgotten].sort());
    wait(1_800);
    expect(await run('sweep-uploads')).toMatchObject({ due: 1, removed: 1, failed: {} });
    expect(await filesOf(id)).toEqual([attached]);
    expect(await swept()).toEqual([{ type: 'UploadsRemoved', uploads: [forgotten] }]);
    wait(1_800);
    expect(await run('sweep-uploads')).toMatchObject({ due: 0 });
    expect(await swept()).toHaveLength(1);
  });

  it('spares what is attached between the two looks', async () => {
    const { conversationId: id } = await dixon.send('My brakes squeal', {}, sam);
    const late = await send(id);
    wait(2_500);
    expect(await run('sweep-uploads')).toMatchObject({ due: 1, marked: 1 });
    await ask(ATTACH, { id, u: late });
    wait(1_800);
    expect(await run('sweep-uploads')).toMatchObject({ due: 1, settled: 1, removed: 0 });
    expect(await filesOf(id)).toEqual([late]);
  });

  it('takes what was sent after its session was erased', async () => {
    const { conversationId: id } = await dixon.send('My brakes squeal', {}, sam);
    const { uploadId } = await ask<Ticket>(REQUEST, { id, size: PNG.length });
    await ask('mutation ($id: String!) { deleteSession(sessionId: $id) }', { id });
    await dixon.caughtUp();
    await dixon.blobs.write(uploadKey(userOf(sam), id, uploadId), PNG, 'image/png');
    wait(2_500);
    await run('sweep-uploads');
    wait(1_800);
    expect(await run('sweep-uploads')).toMatchObject({ removed: 1 });
    expect(await filesOf(id)).toEqual([]);
  });
});

it('an erasure that is done is not begun again', async () => {
  await dixon.send('My brakes squeal', {}, sam);
  await ask(
    'mutation { addUserVehicle(vehicleData: { basic: { year: 2024, make: "Honda", model: "Civic" } }) { id } }',
  );
  await ask('mutation { clearAllUserData }');
  await dixon.caughtUp();
  wait(1_500);
  expect(await run('resume-requests')).toMatchObject({ asked: 1, opened: 0, started: 0, failed: {} });
});

/**
 * Unique words in every personal field that the API takes: all of them come out with an export, and not one is left
 * anywhere on disk after an erasure.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { verifyChain } from '../../events/core/chain.ts';
import type { Commit } from '../../events/core/commit.ts';
import { consentTexts } from '../../schemas/consent.ts';
import { PNG, sendTo, type Ticket } from '../support/files.ts';
import { startLocal, type Local } from '../support/local.ts';
import { newestCode } from '../support/outbox.ts';
import { unzipped } from '../support/unzipped.ts';

const SAM = 'local:sam';
const USER = 'user-sam';

/** By the field that each is planted in. */
const planted = {
  name: 'Quillon Canarybird',
  email: 'quagga.canary@example.com',
  nickname: 'Zebrawagon',
  make: 'Canarymobile',
  model: 'Okapistar',
  trim: 'Tapirtrim',
  vin: '1HGCM82633A004352',
  title: 'Narwhaltitle',
  handle: 'lemurhandle',
  tag: 'ibextag',
  fieldName: 'gnufield',
  fieldValue: 'yakvalue',
  message: 'My brakes squeal like a Wombatcanary',
  fileName: 'dugongpicture.png',
  fileContent: 'Manateepixels',
} as const;

const dataDir = mkdtempSync(join(tmpdir(), 'dixon-canary-'));
const lines: string[] = [];
let dixon: Local;
let sessionId: string;

beforeAll(async () => {
  const logger = new Logger({ serviceName: 'dixon', logLevel: 'DEBUG' });
  for (const level of ['debug', 'info', 'warn', 'error'] as const)
    vi.spyOn(logger, level).mockImplementation((...args: unknown[]) => void lines.push(JSON.stringify(args)));
  dixon = await startLocal({ dataDir, logger });
});
afterAll(async () => {
  await dixon.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const ask = async <T>(query: string, variables: Record<string, unknown> = {}, authorization = SAM): Promise<T> => {
  const { data, errors } = await dixon.query(query, variables, authorization);
  expect(errors).toBeUndefined();
  return Object.values(data!)[0] as T;
};

type Request = { id: string; state: string; receipt: string | null; steps: { step: string; found: number }[] };
const REQUEST = 'id state receipt steps { step found removed left }';

const requestOf = async (id: string): Promise<Request> => {
  const all = await ask<Request[]>(`{ getPrivacyRequests { ${REQUEST} } }`);
  return all.find((each) => each.id === id)!;
};

const commitsOf = (): Promise<Commit[]> => Array.fromAsync(dixon.log.readSubject(USER));

/** The person's history: where each commit stands, what it says, and whether its body is there. */
const history = async (): Promise<string[]> =>
  (await commitsOf()).map(
    ({ stream, number, events, body }) =>
      `${stream}#${number} ${events.map(({ type }) => type).join(' ')}${body ? '' : ' (erased)'}`,
  );

/** Every stream of the person with its commits. */
const streamsOf = async (): Promise<Map<string, Commit[]>> => Map.groupBy(await commitsOf(), ({ stream }) => stream);

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Where a word is found on disk or in the log, its other spellings included. */
const traces = (word: string): string[] => {
  const spellings = [
    word,
    word.toLowerCase(),
    Buffer.from(word).toString('base64').slice(0, -2),
    encodeURIComponent(word),
  ];
  const holds = (text: string) => spellings.some((spelling) => text.includes(spelling));
  return [...filesIn(dataDir).filter((file) => holds(readFileSync(file, 'latin1'))), ...lines.filter(holds)];
};

const plant = async (): Promise<void> => {
  const version = consentTexts['keep-data'].at(-1)!.version;
  await ask('mutation ($version: String!) { giveConsent(version: $version) { given } }', { version });
  await ask('mutation ($name: String) { updateUserProfile(name: $name) { userId } }', { name: planted.name });
  await ask('mutation ($email: String!) { requestEmailCode(email: $email) { expiresAt } }', { email: planted.email });
  await ask('mutation ($code: String!) { verifyEmail(code: $code) }', { code: newestCode(dataDir) });
  const vehicleData = {
    basic: { year: 2021, make: planted.make, model: planted.model, trim: planted.trim },
    nickname: planted.nickname,
  };
  const { id: vehicleId } = await ask<{ id: string }>(
    'mutation ($vehicleData: VehicleInput!) { addUserVehicle(vehicleData: $vehicleData) { id } }',
    { vehicleData },
  );
  const started = await ask<{ id: string }>(
    'mutation ($vehicleId: String) { createChatSession(vehicleId: $vehicleId) { id } }',
    { vehicleId },
  );
  sessionId = started.id;
  await dixon.send(planted.message, { conversationId: sessionId, diagnostic_context: '{"mode":"precision"}' }, SAM);
  await ask('mutation ($s: String!, $vin: String!) { decodeVin(sessionId: $s, vin: $vin) { position } }', {
    s: sessionId,
    vin: planted.vin,
  });
  await ask('mutation ($s: String!, $t: String!) { updateSessionTitle(sessionId: $s, title: $t) }', {
    s: sessionId,
    t: planted.title,
  });
  await ask('mutation ($s: String!, $h: String!) { updateSessionHandle(sessionId: $s, handle: $h) }', {
    s: sessionId,
    h: planted.handle,
  });
  await ask(
    'mutation ($s: String!, $t: [String!], $f: [CustomFieldInput!]) { annotateSession(sessionId: $s, tags: $t, customFields: $f) { id } }',
    { s: sessionId, t: [planted.tag], f: [{ name: planted.fieldName, value: planted.fieldValue }] },
  );
  const picture = Buffer.concat([PNG, Buffer.from(planted.fileContent)]);
  const ticket = await ask<Ticket>(
    'mutation ($s: String!, $size: Int!) { requestUpload(sessionId: $s, contentType: "image/png", size: $size) { uploadId url method headers { name value } } }',
    { s: sessionId, size: picture.length },
  );
  expect((await sendTo(ticket, picture)).ok).toBe(true);
  await ask(
    'mutation ($s: String!, $u: String!, $n: String) { attachFile(sessionId: $s, uploadId: $u, name: $n) { uploadId } }',
    { s: sessionId, u: ticket.uploadId, n: planted.fileName },
  );
};

describe('every personal word that somebody gave', () => {
  it('is in the export, each of them, in an archive whose sums are right', async () => {
    await plant();
    const { id } = await ask<Request>(`mutation { requestExport { ${REQUEST} } }`);
    await dixon.caughtUp();
    expect(await requestOf(id)).toMatchObject({ state: 'exported' });
    const { url } = await ask<{ url: string }>('query ($id: String!) { getExportLink(requestId: $id) { url } }', {
      id,
    });
    const archive = new Uint8Array(await (await fetch(url)).arrayBuffer());
    const files = unzipped(archive);
    const everything = [...files.values()].map((file) => file.toString('latin1')).join('\n');
    const names = [...files.keys()].join('\n');
    for (const [field, word] of Object.entries(planted))
      expect(everything.includes(word) || names.includes(word), field).toBe(true);
    // and where people look for it
    const page = files.get('index.html')!.toString();
    for (const word of [planted.message, planted.nickname, planted.name]) expect(page).toContain(word);
  });

  it('is nowhere any more once it was erased: no file, no blob, no mail, no log line', async () => {
    // it was there: files and mails lie unsealed until then
    expect(traces(planted.fileContent)).not.toEqual([]);
    expect(traces(planted.email)).not.toEqual([]);
    const before = await commitsOf();

    const { id } = await ask<Request>(`mutation { requestErasure(scope: "account") { ${REQUEST} } }`);
    await dixon.caughtUp();
    const done = await requestOf(id);
    expect(done.state).toBe('erased');
    for (const [field, word] of Object.entries(planted)) expect(traces(word), field).toEqual([]);

    // the receipt counts what there was
    const { receipt } = JSON.parse(done.receipt!) as {
      receipt: { stores: { store: string; found: number; removed: number; left: number }[] };
    };
    const line = (store: string) => receipt.stores.find((each) => each.store === store)!;
    const kept = (commit: Commit) => commit.stream.startsWith('privacy/');
    const bodies = before.filter((commit) => commit.body && !kept(commit)).length;
    // and the commit that closed the account
    expect(line('bodies')).toMatchObject({ found: bodies + 1, removed: bodies + 1, left: 0 });
    expect(line('uploads')).toMatchObject({ found: 1, removed: 1, left: 0 });
    expect(line('exports')).toMatchObject({ removed: line('exports').found, left: 0 });
    expect(line('exports').found).toBeGreaterThan(0);
    expect(line('outbox').found).toBeGreaterThanOrEqual(2);
    expect(line('rows')).toMatchObject({ found: 1, removed: 1, left: 0 });
    expect(receipt.stores.every(({ left }) => left === 0)).toBe(true);

    // every chain still verifies, and every erased stream names the request
    for (const [stream, commits] of await streamsOf()) {
      expect(await verifyChain(commits)).not.toHaveProperty('fault');
      if (stream.startsWith('privacy/')) continue;
      expect(commits.filter(({ body }) => body)).toEqual([]);
      expect(await dixon.vault.erasedBy({ subject: USER, stream })).toBe(id);
    }
  });

  it('goes once: a second erasure finds nothing and changes nothing', async () => {
    const before = await history();
    const commandId = randomUUID();
    expect(await ask('mutation ($c: String) { clearAllUserData(commandId: $c) }', { c: commandId })).toBe(true);
    await dixon.caughtUp();
    expect(await history()).toEqual(before);
    const { id } = await ask<Request>(`mutation { requestErasure(scope: "account") { ${REQUEST} } }`);
    await dixon.caughtUp();
    const again = await requestOf(id);
    expect(again.state).toBe('erased');
    const { receipt } = JSON.parse(again.receipt!) as { receipt: { stores: { store: string; found: number }[] } };
    expect(receipt.stores.filter(({ found }) => found > 0)).toEqual([]);
    const others = (await history()).filter((commit) => !commit.startsWith(`privacy/${id}`));
    expect(others).toEqual(before);
  });
});

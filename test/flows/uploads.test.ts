/** SPEC B3: files of a session, sent, attached, fetched and removed over HTTP, as a client does it. */
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { uploadsOf } from '../../functions/shared/uploads/keys.ts';
import { HTML, JPEG, PDF, PNG, sendTo, type Ticket } from '../support/files.ts';
import { startLocal, type Local } from '../support/local.ts';

let dixon: Local;
/** How far the clock is ahead, in milliseconds. */
let ahead = 0;
beforeAll(async () => {
  dixon = await startLocal({ now: () => new Date(Date.now() + ahead).toISOString() });
});
afterAll(() => dixon.stop());

let sam: string;
let sessionId: string;
beforeEach(async () => {
  ahead = 0;
  sam = `local:sam-${randomUUID()}`;
  sessionId = (await ask<{ id: string }>('mutation { createConversation { id } }')).id;
});

type Args = Record<string, unknown>;
type Attachment = { uploadId: string; name: string; contentType: string; size: number; position: string };

const ask = async <T>(query: string, variables: Args = {}, who = sam): Promise<T> => {
  const { data, errors } = await dixon.query(query, variables, who);
  expect(errors).toBeUndefined();
  return Object.values(data!)[0] as T;
};
const refused = async (query: string, variables: Args = {}, who = sam) =>
  (await dixon.query(query, variables, who)).errors?.[0]?.extensions.code;

const REQUEST = `mutation ($sessionId: String!, $contentType: String!, $size: Int!, $commandId: String) {
  requestUpload(sessionId: $sessionId, contentType: $contentType, size: $size, commandId: $commandId) {
    uploadId url method headers { name value } expiresAt } }`;
const FILE = 'uploadId name contentType size attachedAt position';
const ATTACH = `mutation ($sessionId: String!, $uploadId: String!, $name: String, $commandId: String) {
  attachFile(sessionId: $sessionId, uploadId: $uploadId, name: $name, commandId: $commandId) { ${FILE} } }`;
const FILES = `query ($sessionId: String!) { getFiles(sessionId: $sessionId) { ${FILE} } }`;
const LINK = `query ($sessionId: String!, $uploadId: String!) {
  getFileLink(sessionId: $sessionId, uploadId: $uploadId) { url expiresAt } }`;
const REMOVE = `mutation ($sessionId: String!, $uploadId: String!, $commandId: String) {
  removeFile(sessionId: $sessionId, uploadId: $uploadId, commandId: $commandId) }`;

const png = () => ({ sessionId, contentType: 'image/png', size: PNG.length });
const ticketFor = (args: Args = {}, who = sam) =>
  ask<Ticket & { expiresAt: string }>(REQUEST, { ...png(), ...args }, who);
/** A file that was sent. */
const sent = async (bytes = PNG, contentType = 'image/png', who = sam) => {
  const ticket = await ticketFor({ contentType, size: bytes.length }, who);
  expect((await sendTo(ticket, bytes)).status).toBe(200);
  return ticket;
};
/** A file that was sent and attached. */
const attached = async (bytes = PNG, contentType = 'image/png', who = sam) => {
  const { uploadId } = await sent(bytes, contentType, who);
  return ask<Attachment>(ATTACH, { sessionId, uploadId, name: 'brakes.png' }, who);
};
const linkTo = async (uploadId: string, who = sam) =>
  (await ask<{ url: string }>(LINK, { sessionId, uploadId }, who)).url;
const stored = (prefix: string) => Array.fromAsync(dixon.blobs.list(prefix), ({ key }) => key);
const errorIn = async (response: Response) =>
  ((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]!.extensions.code;

describe('a picture', () => {
  it('is sent, attached, listed, counted, and comes back as it was', async () => {
    const { uploadId } = await sent();
    const file = await ask<Attachment>(ATTACH, { sessionId, uploadId, name: 'C:\\Photos\\brakes.png' });
    const shown = { uploadId, name: 'brakes.png', contentType: 'image/png', size: PNG.length };
    expect(file).toMatchObject({ ...shown, position: `session/${sessionId}#0000000002` });
    expect(await ask(FILES, { sessionId })).toEqual([file]);

    const response = await fetch(await linkTo(uploadId));
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `attachment; filename="brakes.png"; filename*=UTF-8''brakes.png`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    const COUNT = 'query ($position: String) { getChatSessions(minPosition: $position) { id fileCount } }';
    expect(await ask(COUNT, { position: file.position })).toEqual([{ id: sessionId, fileCount: 1 }]);
    const CONTEXT = 'query ($sessionId: String!) { getSessionContext(sessionId: $sessionId) { fileCount } }';
    expect(await ask(CONTEXT, { sessionId })).toEqual({ fileCount: 1 });
  });

  it('may be attached in words of the client’s own case, to an archived session, and found behind a long talk', async () => {
    const { uploadId } = await sent(PDF, 'application/pdf');
    await ask('mutation ($id: String!) { archiveSession(sessionId: $id) }', { id: sessionId });
    const upper = { sessionId: sessionId.toUpperCase(), uploadId: uploadId.toUpperCase() };
    expect(await ask(ATTACH, upper)).toMatchObject({ uploadId, name: 'file.pdf' });
    for (let n = 0; n < 40; n += 1)
      await ask(`mutation ($id: String!) { updateSessionTitle(sessionId: $id, title: "${n}") }`, { id: sessionId });
    expect(await ask(FILES, { sessionId })).toMatchObject([{ uploadId, size: PDF.length }]);
  });

  it('is attached once, however often it is asked for', async () => {
    const command = { commandId: randomUUID() };
    const ticket = await ticketFor(command);
    expect(await ticketFor(command)).toMatchObject({ uploadId: ticket.uploadId });
    expect((await ticketFor({ ...command, size: 71 })).uploadId).not.toBe(ticket.uploadId);
    await sendTo(ticket, PNG);
    const args = { sessionId, uploadId: ticket.uploadId, name: 'first.png', commandId: randomUUID() };
    const first = await ask(ATTACH, args);
    expect(await ask(ATTACH, { ...args, name: 'second.png' })).toEqual(first);
    expect(await ask(ATTACH, { ...args, commandId: randomUUID() })).toEqual(first);
    expect(await ask(FILES, { sessionId })).toEqual([first]);
    expect(await refused(ATTACH, { ...args, uploadId: randomUUID() })).toBe('InvalidInput');
  });

  it('that was looked at cannot become something else', async () => {
    const ticket = await sent();
    const { uploadId } = await ask<Attachment>(ATTACH, { sessionId, uploadId: ticket.uploadId });
    const again = await sendTo(ticket, Buffer.alloc(PNG.length, 'x'));
    expect([again.status, await errorIn(again)]).toEqual([412, 'InvalidInput']);
    expect(Buffer.from(await (await fetch(await linkTo(uploadId))).arrayBuffer())).toEqual(PNG);
  });

  it('is named nowhere in its address, nor is whose it is', async () => {
    const { url } = await sent();
    expect(url).not.toContain(sam.slice('local:'.length));
    for (const key of await stored(`uploads/${sessionId}/`)) {
      expect(key).toMatch(/^uploads\/[0-9a-f-]{36}\/[0-9a-f]{32}\/[0-9a-f-]{36}$/);
      expect(key).not.toContain('sam');
    }
  });
});

describe('what is not what it says', () => {
  it.each([
    ['a page', HTML],
    ['a JPEG', JPEG],
  ])('%s under the type of a PNG is refused and gone; the right one can follow', async (_what, bytes) => {
    const ticket = await sent(bytes);
    const { errors } = await dixon.query(ATTACH, { sessionId, uploadId: ticket.uploadId }, sam);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('image/png'),
      extensions: { code: 'InvalidInput' },
    });
    expect(await stored(`uploads/${sessionId}/`)).toEqual([]);
    expect(await ask(FILES, { sessionId })).toEqual([]);
    expect(await refused(ATTACH, { sessionId, uploadId: ticket.uploadId })).toBe('NotFound');
    const right = Buffer.concat([PNG, Buffer.alloc(Math.max(0, bytes.length - PNG.length))]).subarray(0, bytes.length);
    expect((await sendTo(ticket, right)).status).toBe(200);
  });

  it('is not sent under another type', async () => {
    const response = await sendTo(await ticketFor(), PNG, { 'content-type': 'text/html' });
    expect([response.status, await errorIn(response)]).toEqual([403, 'PermissionDenied']);
  });

  it.each([
    ['a type that is not taken', { contentType: 'image/svg+xml' }],
    ['nothing', { size: 0 }],
    ['more than 10 MB', { size: 10 * 1024 * 1024 + 1 }],
  ])('%s gets no ticket', async (_what, args) => {
    expect(await refused(REQUEST, { ...png(), ...args })).toBe('InvalidInput');
  });
});

/** Sends without saying how long it is. */
const stream = (ticket: Ticket, chunks: Buffer[]) =>
  new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const headers = Object.fromEntries(ticket.headers.map(({ name, value }) => [name, value]));
    const sending = request(ticket.url, { method: 'PUT', headers }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
    });
    sending.on('error', reject);
    for (const chunk of chunks) sending.write(chunk);
    sending.end();
  });

describe('the size of a file', () => {
  it('of 10 MB is taken', async () => {
    const bytes = Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024 - PNG.length)]);
    expect(await attached(bytes)).toMatchObject({ size: 10 * 1024 * 1024 });
  });

  it('is what was announced: more is refused by name, and so is less', async () => {
    const more = await sendTo(await ticketFor(), Buffer.concat([PNG, PNG]));
    expect([more.status, await errorIn(more)]).toEqual([413, 'InvalidInput']);
    const less = await sendTo(await ticketFor(), PNG.subarray(0, 30));
    expect([less.status, await errorIn(less)]).toEqual([400, 'InvalidInput']);
    expect(await stored(`uploads/${sessionId}/`)).toEqual([]);
  });

  it('is counted while the bytes come in', async () => {
    const more = await stream(await ticketFor(), [PNG, PNG]);
    expect(more).toMatchObject({ status: 413, body: expect.stringContaining('"code":"InvalidInput"') });
    expect(await stream(await ticketFor(), [PNG.subarray(0, 30)])).toMatchObject({ status: 400 });
    const ticket = await ticketFor();
    expect(await stream(ticket, [PNG.subarray(0, 30), PNG.subarray(30)])).toMatchObject({ status: 200 });
    expect(await stored(`uploads/${sessionId}/`)).toHaveLength(1);
  });
});

describe('an address', () => {
  it('ends: after ten minutes nothing is taken, after five nothing is given', async () => {
    const ticket = await ticketFor();
    const { uploadId } = await attached();
    const link = await linkTo(uploadId);
    ahead = 301_000;
    const late = await fetch(link);
    expect([late.status, await errorIn(late)]).toEqual([403, 'PermissionDenied']);
    expect((await fetch(await linkTo(uploadId))).status).toBe(200);
    ahead = 601_000;
    expect((await sendTo(ticket, PNG)).status).toBe(403);
  });

  it('that was changed is none', async () => {
    const { uploadId } = await attached();
    const link = await linkTo(uploadId);
    const token = new URL(link).searchParams.get('token')!;
    const [claims = '', signature = ''] = token.split('.');
    const forged = Buffer.from(claims, 'base64url').toString().replace('"expires":"2', '"expires":"3');
    const bad = [`${Buffer.from(forged).toString('base64url')}.${signature}`, claims, '', `${token}A`, `${token}.`];
    for (const other of bad) expect((await fetch(link.replace(token, other))).status).toBe(403);
    expect((await fetch(link.replace(uploadId, randomUUID()))).status).toBe(403);
    expect((await fetch(link, { method: 'DELETE' })).status).toBe(403);
  });
});

describe('somebody else', () => {
  it('reaches no file of mine, whatever they know of it', async () => {
    const { uploadId } = await attached();
    const eve = `local:eve-${randomUUID()}`;
    for (const query of [REQUEST, ATTACH, FILES, LINK, REMOVE])
      expect(await refused(query, { ...png(), uploadId }, eve)).toBe('NotFound');
    const own = (await ask<{ id: string }>('mutation { createConversation { id } }', {}, eve)).id;
    expect(await refused(ATTACH, { sessionId: own, uploadId }, eve)).toBe('NotFound');
    for (const query of [LINK, REMOVE])
      expect(await refused(query, { sessionId: own, uploadId }, eve)).toBe('NotFound');
    expect((await fetch(await linkTo(uploadId))).status).toBe(200);
  });
});

describe('a file that is removed', () => {
  it('is gone, and its place is free', async () => {
    const { uploadId } = await attached();
    const link = await linkTo(uploadId);
    const args = { sessionId, uploadId, commandId: randomUUID() };
    expect(await ask(REMOVE, args)).toBe(true);
    expect(await ask(REMOVE, args)).toBe(true);
    expect(await refused(REMOVE, { sessionId, uploadId })).toBe('NotFound');
    expect(await ask(FILES, { sessionId })).toEqual([]);
    expect(await refused(LINK, { sessionId, uploadId })).toBe('NotFound');
    expect((await fetch(link)).status).toBe(404);
    expect(await stored(`uploads/${sessionId}/`)).toEqual([]);
  });

  it('may come back, and a late repeat of its removal spares it', async () => {
    const command = { commandId: randomUUID() };
    const ticket = await ticketFor(command);
    await sendTo(ticket, PNG);
    const args = { sessionId, uploadId: ticket.uploadId };
    await ask(ATTACH, { ...args, name: 'first.png' });
    const removal = { ...args, commandId: randomUUID() };
    await ask(REMOVE, removal);
    expect((await sendTo(await ticketFor(command), PNG)).status).toBe(200);
    await ask(ATTACH, { ...args, name: 'second.png' });
    expect(await ask(REMOVE, removal)).toBe(true);
    expect(await ask(FILES, { sessionId })).toMatchObject([{ name: 'second.png' }]);
    expect((await fetch(await linkTo(ticket.uploadId))).status).toBe(200);
  });

  it('is not removed by a command that did something else', async () => {
    const commandId = randomUUID();
    await ask('mutation ($id: String!, $commandId: String) { archiveSession(sessionId: $id, commandId: $commandId) }', {
      id: sessionId,
      commandId,
    });
    const { uploadId } = await attached();
    expect(await refused(REMOVE, { sessionId, uploadId, commandId })).toBe('InvalidInput');
    expect((await fetch(await linkTo(uploadId))).status).toBe(200);
  });
});

it('the eleventh file is refused, before it is sent and when it is attached', async () => {
  const late = await sent();
  for (let n = 0; n < 10; n += 1) await attached();
  const { errors } = await dixon.query(REQUEST, png(), sam);
  expect(errors?.[0]).toMatchObject({
    message: expect.stringContaining('10/10'),
    extensions: { code: 'QuotaExceeded' },
  });
  expect(await refused(ATTACH, { sessionId, uploadId: late.uploadId })).toBe('QuotaExceeded');
  const [first] = await ask<Attachment[]>(FILES, { sessionId });
  await ask(REMOVE, { sessionId, uploadId: first!.uploadId });
  expect(await ask(ATTACH, { sessionId, uploadId: late.uploadId })).toMatchObject({ uploadId: late.uploadId });
});

describe('files go with their session', () => {
  it('that its person deletes, the ones that were never attached too', async () => {
    await attached();
    await sent();
    expect(await stored(`uploads/${sessionId}/`)).toHaveLength(2);
    await ask('mutation ($id: String!) { deleteSession(sessionId: $id) }', { id: sessionId });
    await dixon.caughtUp();
    expect(await stored(`uploads/${sessionId}/`)).toEqual([]);
    for (const query of [REQUEST, ATTACH, FILES, LINK, REMOVE])
      expect(await refused(query, { ...png(), uploadId: randomUUID() })).toBe('NotFound');
  });

  it('and with the person who clears everything', async () => {
    await attached();
    await ask('mutation { clearAllUserData }');
    await dixon.caughtUp();
    expect(await stored(`uploads/${sessionId}/`)).toEqual([]);
  });
});

describe('a visitor’s files', () => {
  const visit = () =>
    ask<{ token: string; userId: string }>('mutation { generateSession { token userId } }', {}, 'visitor');

  it('come along when the conversation is claimed, and outlive the visit', async () => {
    const { token, userId } = await visit();
    sessionId = (await ask<{ id: string }>('mutation { createConversation { id } }', {}, token)).id;
    const file = await attached(PNG, 'image/png', token);
    const removed = await attached(JPEG, 'image/jpeg', token);
    await ask(REMOVE, { sessionId, uploadId: removed.uploadId }, token);
    await ask('mutation ($token: String!) { claimAnonymousSession(token: $token) { id } }', { token });
    await dixon.caughtUp();
    expect(await ask(FILES, { sessionId })).toMatchObject([{ uploadId: file.uploadId, name: file.name }]);
    const response = await fetch(await linkTo(file.uploadId));
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG);
    expect(await stored(uploadsOf(userId, sessionId))).toEqual([]);
    expect(await stored(`uploads/${sessionId}/`)).toHaveLength(1);
  });

  it('are gone with the visit, and closed to everybody after its hour', async () => {
    const { token } = await visit();
    sessionId = (await ask<{ id: string }>('mutation { createConversation { id } }', {}, token)).id;
    const { uploadId } = await attached(PNG, 'image/png', token);
    ahead = 3_700_000;
    for (const query of [REQUEST, ATTACH, FILES, LINK, REMOVE])
      expect(await refused(query, { ...png(), uploadId }, token)).toBe('SessionExpired');
    await ask('mutation { endAnonymousSession }', {}, token);
    await dixon.caughtUp();
    expect(await stored(`uploads/${sessionId}/`)).toEqual([]);
  });
});

it('nobody gets more tickets a minute than there is a rate for', async () => {
  const strict = await startLocal({ limits: { uploads: 2 } });
  try {
    const { data } = await strict.query('mutation { createConversation { id } }');
    const { id } = data!['createConversation'] as unknown as { id: string };
    const codes = [];
    for (let n = 0; n < 3; n += 1) {
      const { errors } = await strict.query(REQUEST, { ...png(), sessionId: id });
      codes.push(errors?.[0]?.extensions.code);
    }
    expect(codes).toEqual([undefined, undefined, 'RateLimited']);
  } finally {
    await strict.stop();
  }
});

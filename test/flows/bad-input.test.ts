/** Whatever a client sends wrong: a named error with a sentence, and nothing appended. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorNames } from '../../schemas/errors.ts';
import { startLocal, type GraphqlError, type Local } from '../support/local.ts';

let dixon: Local;
let conversationId: string;
let commits: number;

beforeAll(async () => {
  dixon = await startLocal();
  conversationId = (await dixon.send('My brakes are squealing')).conversationId;
  commits = await dixon.commits();
});
afterAll(() => dixon.stop());

const refused = (error: GraphqlError | undefined, code: string) => {
  expect(error?.extensions.code).toBe(code);
  expect(errorNames).toContain(code);
  expect(error?.message).toMatch(/^[A-Z].*[.}]$/);
  expect(JSON.stringify(error)).not.toMatch(/\.ts:|at .*\(|node_modules|stack/i);
};
const nothingAppended = async () => expect(await dixon.commits()).toBe(commits);

it.each([
  ['an empty message', ''],
  ['a message of blanks', ' \n\t '],
  ['a message of 4,001 characters', 'x'.repeat(4_001)],
])('%s is refused', async (_name, message) => {
  const { error } = await dixon.send(message, { conversationId });
  refused(error, 'InvalidInput');
  expect(error?.message).toContain('message');
  await nothingAppended();
});

it('a message of exactly 4,000 characters is answered', async () => {
  const sent = await dixon.send('brake '.repeat(666) + 'hiss', { conversationId });
  expect(sent).toMatchObject({ success: true });
  commits = await dixon.commits();
});

it.each([
  ['an unknown session', randomUUID()],
  ['a session id that is no id', 'not-an-id'],
  ['a session id that points elsewhere', '../account'],
])('%s is refused', async (_name, id) => {
  const { error } = await dixon.send('hello', { conversationId: id });
  refused(error, id.length === 36 ? 'NotFound' : 'InvalidInput');
  await nothingAppended();
});

it("another person's session is not there, word for word like one that never was", async () => {
  const theirs = await dixon.send('hello', { conversationId }, 'local:eve');
  const nobodys = await dixon.send('hello', { conversationId: randomUUID() }, 'local:eve');
  refused(theirs.error, 'NotFound');
  expect({ ...theirs.error, path: 0, locations: 0 }).toEqual({ ...nobodys.error, path: 0, locations: 0 });
  const read = await dixon.query(`{ getConversation(conversationId: "${conversationId}") { id } }`, {}, 'local:eve');
  refused(read.errors?.[0], 'NotFound');
  await nothingAppended();
});

it("another person's userId is refused", async () => {
  const { error } = await dixon.send('hello', { userId: 'user-sam' }, 'local:eve');
  refused(error, 'PermissionDenied');
  await nothingAppended();
});

it.each([
  ['no identity', null],
  ['an identity that is no identity', 'Bearer x'],
  ['a name with blanks', 'local:sam smith'],
])('%s is refused', async (_name, authorization) => {
  const { result } = await dixon.post(JSON.stringify({ query: '{ getChatSessions { id } }' }), authorization);
  refused(result.errors?.[0], 'PermissionDenied');
});

it.each([
  ['an unknown field', '{ getChatSessions { id shoeSize } }'],
  ['an unknown operation', '{ getEverything { id } }'],
  ['an unknown argument', 'mutation { sendMessage(message: "a", colour: "red") { message } }'],
  ['a number for a text', 'mutation { sendMessage(message: 7) { message } }'],
  ['a missing argument', 'mutation { sendMessage { message } }'],
  ['no GraphQL at all', 'SELECT * FROM sessions'],
  ['a limit of nothing', '{ getChatSessions(limit: 0) { id } }'],
  ['a limit beyond reason', '{ getChatSessions(limit: 100000) { id } }'],
  ['a context that is no JSON', 'mutation { sendMessage(message: "a", diagnostic_context: "quick") { message } }'],
  [
    'a level that does not exist',
    'mutation { sendMessage(message: "a", diagnostic_context: "{\\"mode\\":\\"psychic\\"}") { message } }',
  ],
  ['a command id of odd characters', 'mutation { sendMessage(message: "a", commandId: "<script>") { message } }'],
])('%s is refused', async (_name, query) => {
  refused((await dixon.query(query)).errors?.[0], 'InvalidInput');
  await nothingAppended();
});

it.each([
  ['malformed JSON', '{"query": '],
  ['JSON that is no request', '[1, 2, 3]'],
  ['an empty body', ''],
  ['variables of a wrong type', '{"query": "{ getChatSessions { id } }", "variables": "none"}'],
])('%s is refused', async (_name, body) => {
  const { result } = await dixon.post(body);
  refused(result.errors?.[0], 'InvalidInput');
  await nothingAppended();
});

it('a value that was refused is not repeated in the refusal', async () => {
  const { result } = await dixon.post(
    JSON.stringify({ query: 'mutation { sendMessage(message: 4711471147) { message } }' }),
  );
  expect(JSON.stringify(result)).not.toContain('4711471147');
});

it('a request of two megabytes is refused before it is read', async () => {
  const { status, result } = await dixon.post(
    JSON.stringify({ query: '{ getChatSessions { id } }', x: 'x'.repeat(2_000_000) }),
  );
  expect(status).toBe(413);
  refused(result.errors?.[0], 'InvalidInput');
});

it('a request that does not say how long it is is refused', async () => {
  const body = new Blob(['{"query": "{ getChatSessions { id } }"}']).stream();
  const headers = { 'content-type': 'application/json', authorization: 'local:sam' };
  // what Node's fetch asks for with a stream, and its types do not know
  const streamed = { duplex: 'half' } as RequestInit;
  const response = await fetch(dixon.url, { ...streamed, method: 'POST', headers, body });
  expect(response.status).toBe(411);
  refused(((await response.json()) as { errors: GraphqlError[] }).errors[0], 'InvalidInput');
});

/** Visitors through GraphQL: how they come by an identity, what it lets them do, and how fast. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account, accountStream, closeAccount } from '../../events/account/index.ts';
import { sessionId, sessionIdStream } from '../../events/session-ids/index.ts';
import { invoke } from '../../infra/local/lambda.ts';
import { startServer } from '../../infra/local/server.ts';
import { startLocal, type Local } from '../support/local.ts';
import { says, scripted } from '../support/models.ts';

type Identity = {
  sessionId: string;
  userId: string;
  token: string;
  expiresAt: string;
  valid: boolean;
  message: string | null;
};

const RESET = 'Your session has been reset due to a technical issue. Please start again.';
const FIELDS = 'sessionId userId token expiresAt valid message';
const START = Date.parse('2026-11-21T09:30:00.000Z');

let dixon: Local;
let elapsed = 0;
const wait = (seconds: number) => {
  elapsed += seconds * 1_000;
};
beforeAll(async () => {
  const { model } = scripted(says('Noted.'));
  dixon = await startLocal({ model, limits: {}, now: () => new Date(START + elapsed).toISOString() });
});
afterAll(() => dixon.stop());

const ask = async (query: string, variables: Record<string, unknown> = {}, authorization: string | null = null) =>
  (await dixon.post(JSON.stringify({ query, variables }), authorization)).result;

const generate = async (authorization: string | null = null): Promise<Identity> => {
  const { data } = await ask(`mutation { generateSession { ${FIELDS} } }`, {}, authorization);
  return data!['generateSession'] as unknown as Identity;
};

const validate = async (token?: string | null): Promise<Identity> => {
  const query = `mutation ($token: String) { validateSession(token: $token) { ${FIELDS} } }`;
  return (await ask(query, { token })).data!['validateSession'] as unknown as Identity;
};

const audited = async (userId: string) =>
  (await Array.fromAsync(dixon.store.history(sessionId, sessionIdStream(userId)))).flatMap(({ events }) => events);

describe('a visitor', () => {
  it('gets an identity without having one, and it is on record', async () => {
    const given = await generate();
    expect(given).toMatchObject({ userId: `anon-session-${given.sessionId}`, valid: true, message: null });
    expect(Date.parse(given.expiresAt) - START - elapsed).toBe(86_400_000);
    expect(await audited(given.userId)).toEqual([{ type: 'SessionIdGenerated', tries: 1 }]);
  });

  it('says on AppSync that they have none', async () => {
    expect((await generate('visitor')).valid).toBe(true);
  });

  it('talks to the assistant, as nobody but themself', async () => {
    wait(60);
    const { token, userId } = await generate();
    const sent = await dixon.send('My brakes are squealing', {}, token);
    expect(sent).toMatchObject({ success: true, message: 'Noted.' });
    const theirs = await dixon.send('And now?', { conversationId: sent.conversationId }, (await generate()).token);
    expect(theirs.error?.extensions.code).toBe('NotFound');
    const pretending = await dixon.send('And now?', { userId: 'user-sam' }, token);
    expect(pretending.error?.extensions.code).toBe('PermissionDenied');
    const { data } = await ask(
      `{ getConversation(conversationId: "${sent.conversationId}") { userId messages { message } } }`,
      {},
      token,
    );
    expect(data!['getConversation']).toMatchObject({ userId, messages: [{}, { message: 'Noted.' }] });
  });

  it('keeps their ids with a token that holds, and gets a fresh one', async () => {
    wait(60);
    const given = await generate();
    wait(300);
    const again = await validate(given.token);
    expect(again).toMatchObject({ sessionId: given.sessionId, userId: given.userId, valid: true, message: null });
    expect(Date.parse(again.expiresAt) - Date.parse(given.expiresAt)).toBe(300_000);
    expect(await audited(given.userId)).toEqual([
      { type: 'SessionIdGenerated', tries: 1 },
      { type: 'SessionIdValidated', outcome: 'valid' },
    ]);
  });

  const changed = (token: string) => `${token.slice(0, -10)}${token.at(-10) === 'A' ? 'B' : 'A'}${token.slice(-9)}`;

  it.each<[string, (token: string) => string | null, string, number]>([
    ['missing', () => null, 'missing', 0],
    ['empty', () => '', 'missing', 0],
    ['changed in one byte', changed, 'tampered', 0],
    ['a day old', (token) => token, 'tampered', 86_400],
    ['nearly a megabyte long', () => 'x'.repeat(990_000), 'tampered', 0],
  ])('whose token is %s gets a new identity, and is told so', async (_name, tamper, outcome, later) => {
    wait(60);
    const given = await generate();
    wait(later);
    const fresh = await validate(tamper(given.token));
    expect(fresh).toMatchObject({ valid: false, message: RESET });
    expect(fresh.userId).not.toBe(given.userId);
    expect(await audited(fresh.userId)).toEqual([
      { type: 'SessionIdValidated', outcome },
      { type: 'SessionIdGenerated', tries: 1 },
    ]);
    expect((await validate(fresh.token)).userId).toBe(fresh.userId);
  });

  it.each(['account closed', 'keys shredded'])('who is gone gets a new identity (%s)', async (how) => {
    wait(60);
    const given = await generate();
    await dixon.send('Hello', {}, given.token);
    const context = {
      commandId: randomUUID(),
      actor: { kind: 'system' as const, id: 'test' },
      correlation: randomUUID(),
    };
    if (how === 'account closed')
      await dixon.store.execute(account, accountStream(given.userId), context, closeAccount);
    else await dixon.vault.shred(sessionIdStream(given.userId), 'request-1', '2026-11-21T09:30:00.000Z');
    const fresh = await validate(given.token);
    expect(fresh).toMatchObject({ valid: false, message: RESET });
    expect((await audited(fresh.userId))[0]).toEqual({ type: 'SessionIdValidated', outcome: 'ended' });
  });
});

const denied = (result: Awaited<ReturnType<typeof ask>>, says: RegExp) => {
  expect(result.errors?.[0]).toMatchObject({ extensions: { code: 'PermissionDenied', recoverable: false } });
  expect(result.errors?.[0]?.message).toMatch(says);
};

describe('who is refused', () => {
  it('a visitor in the garage', async () => {
    wait(60);
    denied(await ask('{ getUserVehicles { id } }', {}, (await generate()).token), /^Sign in to /);
  });

  it.each([null, 'visitor'])('somebody without an identity, at everything else (%s)', async (authorization) => {
    denied(await ask('{ getChatSessions { id } }', {}, authorization), /^Say who you are/);
    const sent = await ask('mutation { sendMessage(message: "hello") { message } }', {}, authorization);
    denied(sent, /^Say who you are/);
  });

  it('a token that has ended, or was changed', async () => {
    wait(60);
    const { token } = await generate();
    denied(await ask('{ getChatSessions { id } }', {}, changedAt(token, 40)), /Authorization is not valid/);
    wait(86_400);
    denied(await ask('{ getChatSessions { id } }', {}, token), /Authorization is not valid/);
  });

  const changedAt = (token: string, index: number) =>
    token.slice(0, index) + (token[index] === 'A' ? 'B' : 'A') + token.slice(index + 1);
});

describe('how fast', () => {
  const limited = (errors: Awaited<ReturnType<typeof ask>>['errors']) => {
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'RateLimited', recoverable: true } });
    expect(errors?.[0]?.message).toBe('That was too fast. Wait 60 seconds and try again.');
  };
  const toTheMinute = () => wait(60 - ((elapsed / 1_000) % 60));

  it('the 31st message in a minute is refused, a repeated one counts, and the next minute begins anew', async () => {
    toTheMinute();
    const { conversationId } = await dixon.send('Hello', { commandId: 'first-of-many' });
    for (let count = 2; count <= 30; count += 1)
      expect((await dixon.send('Hello', { conversationId, commandId: 'said-again' })).error).toBeUndefined();
    const commits = await Array.fromAsync(dixon.log.readSubject('user-sam'));
    limited([(await dixon.send('Hello', { conversationId })).error!]);
    expect(await Array.fromAsync(dixon.log.readSubject('user-sam'))).toHaveLength(commits.length);
    expect((await dixon.send('Hello', {}, 'local:eve')).error).toBeUndefined();
    wait(60);
    expect((await dixon.send('Hello', { conversationId })).error).toBeUndefined();
  });

  it('the 11th session id in a minute is refused, made or validated, to whoever comes from the same place', async () => {
    wait(60);
    const { token } = await generate();
    for (let count = 2; count <= 10; count += 1) await (count % 2 ? generate() : validate(token));
    limited((await ask(`mutation { generateSession { ${FIELDS} } }`)).errors);
    limited((await ask(`mutation { validateSession { ${FIELDS} } }`, {}, 'local:sam')).errors);
    wait(60);
    expect((await generate()).valid).toBe(true);
  });
});

describe('a direct invocation', () => {
  const direct = (fieldName: string, args: Record<string, unknown> = {}, more: Record<string, unknown> = {}) =>
    invoke('api', dixon.api, { info: { fieldName }, arguments: args, ...more }) as Promise<Identity>;

  it('makes a visitor', async () => {
    wait(60);
    expect(await direct('generateSession')).toMatchObject({ valid: true });
  });

  it('is counted by the address that CloudFront saw, not by one that the caller wrote', async () => {
    wait(60);
    const from = (address: string) => ({
      request: { headers: { 'x-forwarded-for': `${address}, 203.0.113.7, 10.0.0.1` } },
    });
    for (let count = 1; count <= 10; count += 1) await direct('generateSession', {}, from(`198.51.100.${count}`));
    await expect(direct('generateSession', {}, from('198.51.100.99'))).rejects.toMatchObject({ name: 'RateLimited' });
    expect(await direct('generateSession')).toMatchObject({ valid: true });
  });
});

describe('pages of other origins', () => {
  const preflight = (url: string, origin: string) =>
    fetch(url, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });
  const allowed = ({ headers }: Response) => [...headers.keys()].filter((name) => name.startsWith('access-control-'));

  it('are not answered without configuration', async () => {
    for (const origin of ['https://evil.example', 'null'])
      expect(allowed(await preflight(dixon.url, origin))).toEqual([]);
  });

  it('are answered where they are configured, and only those', async () => {
    const server = await startServer(dixon, 0, ['https://app.example']);
    const welcome = await preflight(server.url, 'https://app.example');
    expect(welcome.headers.get('access-control-allow-origin')).toBe('https://app.example');
    for (const origin of ['https://evil.example', 'https://app.example.evil', 'null'])
      expect(allowed(await preflight(server.url, origin))).toEqual([]);
    const posted = await fetch(server.url, {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'content-type': 'application/json', authorization: 'local:sam' },
      body: '{"query":"{ __typename }"}',
    });
    expect(allowed(posted)).toEqual([]);
    await server.stop();
  });
});

it('an id that was somebody’s is given to nobody else: three tries, then a named error', async () => {
  const { giveIdentity } = await import('../../functions/api/operations/visitors/give-identity.ts');
  wait(60);
  const { sessionId: taken } = await generate();
  const issue = async () => ({ token: 't', expiresAt: 'e' });
  const partsWith = (ids: (n: number) => string) => {
    let asked = 0;
    const newId = () => ids((asked += 1));
    return { store: dixon.store, newId, tokens: { issue, verify: async () => undefined } } as never;
  };
  await expect(giveIdentity(partsWith((n) => (n % 3 === 1 ? taken : randomUUID())))).rejects.toMatchObject({
    name: 'AlreadyExists',
    facts: { tries: 3 },
  });
  const given = await giveIdentity(partsWith((n) => (n === 1 || n === 4 ? taken : randomUUID())));
  expect(await audited(given.userId)).toEqual([{ type: 'SessionIdGenerated', tries: 3 }]);
});

import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import type { Jwks } from 'aws-jwt-verify/jwk';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAnonymousTokens } from '../../functions/adapters/anonymous-tokens.ts';
import { registeredIn } from '../../functions/authorizer/cognito.ts';
import { authorizer } from '../../functions/authorizer/handler.ts';
import { invoke } from '../../infra/local/lambda.ts';
import { StorageUnavailable } from '../../schemas/errors.ts';

const POOL = 'eu-west-1_TestPool1';
const CLIENT = 'client-of-the-pages';
const ISSUER = `https://cognito-idp.eu-west-1.amazonaws.com/${POOL}`;

const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const jwks = {
  keys: [{ ...rsa.publicKey.export({ format: 'jwk' }), kid: 'pool-1', alg: 'RS256', use: 'sig' }],
} as unknown as Jwks;

const sub = randomUUID();
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;
const claims = {
  sub,
  iss: ISSUER,
  client_id: CLIENT,
  token_use: 'access',
  iat: inSeconds(-10),
  exp: inSeconds(3_600),
};

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (
  more: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  key: KeyObject = rsa.privateKey,
) => {
  const signed = `${encoded({ alg: 'RS256', kid: 'pool-1', ...header })}.${encoded({ ...claims, ...more })}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
};

const ed = generateKeyPairSync('ed25519');
const tokens = createAnonymousTokens({
  keys: {
    signing: async () => ({ kid: 'test-1', key: ed.privateKey }),
    verifying: async (kid) => (kid === 'test-1' ? ed.publicKey : undefined),
  },
  now: () => new Date().toISOString(),
});

const silent = () => new Logger({ serviceName: 'dixon', logLevel: 'SILENT' });
const parts = {
  visitors: (token: string) => tokens.verify(token),
  registered: registeredIn({ userPoolId: POOL, clientId: CLIENT, jwks }),
};
const ask = (authorizationToken: unknown, logger = silent()) =>
  invoke('authorizer', authorizer(parts, logger), {
    authorizationToken,
    requestContext: { queryString: '{ getUserProfile { userId } }', variables: {} },
  });

const REFUSED = { isAuthorized: false, ttlOverride: 0 };

it('a visitor is who their token says, without a role', async () => {
  const id = randomUUID();
  const { token } = await tokens.issue({ userId: `anon-session-${id}`, sessionId: id });
  const visitor = { isAuthorized: true, resolverContext: { userId: `anon-session-${id}`, roles: '' }, ttlOverride: 60 };
  expect(await ask(token)).toEqual(visitor);
  expect(await ask(`Bearer ${token}`)).toEqual(visitor);
});

it('whoever has no identity yet is nobody, and let through as that', async () => {
  expect(await ask('visitor')).toEqual({
    isAuthorized: true,
    resolverContext: { userId: 'nobody', roles: '' },
    ttlOverride: 60,
  });
});

describe('a person who signed in', () => {
  it.each([
    ['without a group is a customer', undefined, 'customer'],
    ['of the group compliance has that role', ['compliance'], 'compliance'],
    ['of several groups has all their roles', ['ops', 'customer', 'compliance'], 'customer,compliance,ops'],
    ['of groups that mean nothing here is a customer', ['admin', 'root'], 'customer'],
  ])('%s', async (_name, groups, roles) => {
    const answer = await ask(jwt(groups ? { 'cognito:groups': groups } : {}));
    expect(answer.resolverContext).toEqual({ userId: `user-${sub}`, roles });
  });

  it('is known by when they entered their password, which AppSync carries as text', async () => {
    const answer = await ask(jwt({ auth_time: 1_790_000_000 }));
    expect(answer.resolverContext).toEqual({ userId: `user-${sub}`, roles: 'customer', authTime: '1790000000' });
  });

  it('may show an id token as well', async () => {
    const { isAuthorized } = await ask(jwt({ token_use: 'id', client_id: undefined, aud: CLIENT }));
    expect(isAuthorized).toBe(true);
  });
});

const stranger = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;

it.each<[string, () => unknown]>([
  ['an expired token', () => jwt({ exp: inSeconds(-1) })],
  ['a token of another pool', () => jwt({ iss: `${ISSUER}x` })],
  ['a token for another client', () => jwt({ client_id: 'another' })],
  ['a refresh token', () => jwt({ token_use: 'refresh' })],
  ['a token that begins later', () => jwt({ nbf: inSeconds(600) })],
  ['a token of a stranger’s key', () => jwt({}, {}, stranger)],
  ['a token that claims no algorithm', () => jwt({}, { alg: 'none' })],
  ['a token whose subject is no subject', () => jwt({ sub: 'a b' })],
  ['a token with a changed byte', () => jwt().replace(/.(?=.{20}$)/, (character) => (character === 'A' ? 'B' : 'A'))],
  [
    'a token whose last bits differ',
    () => jwt().replace(/.$/, (last) => (last === 'A' ? 'B' : String.fromCharCode(last.charCodeAt(0) + 1))),
  ],
  ['groups that are no list', () => jwt({ 'cognito:groups': 'ops' })],
  ['an identity of the local runtime', () => 'local:sam:ops'],
  ['the name that nobody has', () => 'nobody'],
  ['a word', () => 'Visitor '],
  ['nothing', () => ''],
  ['no text at all', () => ({ admin: true })],
  ['a missing header', () => undefined],
  ['a megabyte', () => 'x'.repeat(1_000_000)],
])('%s is refused, without an error', async (_name, token) => {
  expect(await ask(token())).toEqual(REFUSED);
});

describe('what the authorizer says to its log', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('is never a token', async () => {
    const lines: string[] = [];
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
    for (const method of ['debug', 'info', 'log', 'warn', 'error'] as const)
      vi.spyOn(console, method).mockImplementation((...said) => void lines.push(said.join(' ')));
    const bad = jwt({ exp: inSeconds(-1) });
    process.env['POWERTOOLS_DEV'] = 'false';
    await ask(bad, new Logger({ serviceName: 'dixon', logLevel: 'DEBUG' }));
    vi.restoreAllMocks();
    expect(lines.join('\n')).toContain('caller refused');
    expect(lines.join('\n')).not.toContain(bad.slice(0, 20));
    expect(lines.join('\n')).not.toContain(sub);
  });
});

it('keys that cannot be read are an outage, not a bad token', async () => {
  const away = { visitors: () => Promise.reject(new StorageUnavailable('keys')) };
  const asked = invoke('authorizer', authorizer(away, silent()), { authorizationToken: 'a.b.c' });
  await expect(asked).rejects.toBeInstanceOf(StorageUnavailable);
});

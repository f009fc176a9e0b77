/**
 * SPEC A1: no one can read or change another's data. Every operation of the schema is tried with the ids, positions,
 * commands and tokens of somebody else, by everybody who is not them. What is not yours looks like what is not there.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnonymousTokens } from '../../functions/adapters/anonymous-tokens.ts';
import { identityOf } from '../../infra/local/identity.ts';
import { invoke } from '../../infra/local/lambda.ts';
import { signingKeysIn } from '../../infra/local/signing-key-file.ts';
import { consentTexts } from '../../schemas/consent.ts';
import type { DixonError } from '../../schemas/errors.ts';
import { isForCompliance, isForOps, received } from '../support/compliance.ts';
import { PNG, sendTo, type Ticket } from '../support/files.ts';
import { startLocal, type Local, type Result } from '../support/local.ts';
import { codesOf } from '../support/outbox.ts';
import { mutations, operationNamed, queries, subscriptions, type ApiOperation } from '../support/schema.ts';
import { TRIES, type Args, type Ids, type Try } from '../support/tries.ts';

/** In all that the owners wrote, and in nothing else. */
const SECRET = /quorvath|1M8GDM9AXKP042788/i;

const HOUR = 3_600_000;

const operations = [...queries, ...mutations, ...subscriptions];

let dixon: Local;
/** Milliseconds by which the clock of the runtime is ahead. */
let ahead = 0;
/** Somebody who signed in, and a visitor. */
let olga: Ids;
let vera: Ids;
/** Vera's identity, good until the clock is moved. */
let veras: string;
let before: unknown;

type Answer = { value: unknown; code?: string; /** All that the caller gets to see. */ all: string };

/** A subscription's question is put to the handler, as the identity that the request would have got. */
const subscribe = async (name: string, args: Args, authorization: string | null): Promise<Answer> => {
  try {
    const identity = await identityOf(dixon.authorizer, authorization, undefined);
    const value = await invoke('api', dixon.api, { info: { fieldName: name }, arguments: args, identity });
    return { value, all: JSON.stringify(value) };
  } catch (error) {
    const { name: code, message, facts } = error as DixonError;
    return { value: undefined, code, all: JSON.stringify([code, message, facts]) };
  }
};

const ask = async (
  { kind, name, document }: ApiOperation,
  args: Args,
  authorization: string | null,
): Promise<Answer> => {
  if (kind === 'subscription') return subscribe(name, args, authorization);
  const headers = { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) };
  const body = JSON.stringify({ query: document, variables: args });
  const all = await (await fetch(dixon.url, { method: 'POST', headers, body })).text();
  const { data, errors } = JSON.parse(all) as Result;
  const code = errors?.[0]?.extensions.code;
  return { value: (data as Args | null | undefined)?.[name], all, ...(code ? { code } : {}) };
};

/** The answer to somebody who is in the right. Throws where they are refused. */
const got = async <T = Args>(name: string, args: Args, authorization: string | null): Promise<T> => {
  const { value, code, all } = await ask(operationNamed(name), args, authorization);
  if (code) throw new Error(`${name} was refused: ${all}`);
  return value as T;
};

/** The same with one character that stands for other bits. */
const changedAt = (token: string, place: number): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const index = alphabet.indexOf(token[place]!);
  // the highest of its six bits counts in every place, the last one too
  const other = index < 0 ? 'A' : alphabet[(index + 32) % 64]!;
  return token.slice(0, place) + other + token.slice(place + 1);
};

/** A picture of theirs, under a name of theirs. */
const sendFile = async (who: string, sessionId: string): Promise<string> => {
  const ticket = await got<Ticket>('requestUpload', { sessionId, contentType: 'image/png', size: PNG.length }, who);
  await sendTo(ticket, PNG);
  await got('attachFile', { sessionId, uploadId: ticket.uploadId, name: 'quorvath file.png' }, who);
  return ticket.uploadId;
};

/** What they say of themselves, and a code on its way to them. */
const introduce = async (who: string, userId: string): Promise<string> => {
  await got('updateUserProfile', { name: 'Quorvath person' }, who);
  await got('giveConsent', { version: consentTexts['keep-data'].at(-1)!.version }, who);
  await got('requestEmailCode', { email: 'quorvath-address@example.com' }, who);
  return codesOf(dixon.dataDir, userId).at(-1)!;
};

const CLEO = 'local:cleo:compliance';

/** What compliance holds of theirs, and what they asked for. */
const beHeld = async (userId: string): Promise<Pick<Ids, 'holdId' | 'requestId'>> => {
  const { id: holdId } = await got<{ id: string }>('placeHold', { userId, reason: 'A quorvath claim' }, CLEO);
  return { holdId, requestId: await received(dixon.store, userId) };
};

/** A session with something to find in every field that a person can fill. */
const furnish = async (who: string, userId: string, sessionId: string, token: string): Promise<Ids> => {
  const commandId = `quorvath-command-${userId.slice(-4)}`;
  const code = await introduce(who, userId);
  await got('sendMessage', { conversationId: sessionId, message: 'My quorvath brakes are squealing' }, who);
  await got('updateSessionTitle', { sessionId, title: 'Quorvath title' }, who);
  await got('updateSessionHandle', { sessionId, handle: 'quorvath-handle' }, who);
  const customFields = [{ name: 'quorvath-name', value: 'quorvath value' }];
  await got('annotateSession', { sessionId, tags: ['quorvath-tag'], customFields, commandId }, who);
  const uploadId = await sendFile(who, sessionId);
  const { position } = await got<{ position: string }>('getReceipt', { commandId, sessionId }, who);
  await got('createConversation', {}, who);
  await dixon.caughtUp();
  const { nextToken } = await got<{ nextToken: string }>('listChatSessions', { limit: 1 }, who);
  const { messages } = await got<{ messages: { id: string }[] }>('getConversation', { conversationId: sessionId }, who);
  return {
    userId,
    sessionId,
    vehicleId: randomUUID(),
    messageId: messages.at(-1)!.id,
    uploadId,
    commandId,
    code,
    nextToken,
    ...(await beHeld(userId)),
    position,
    token,
  };
};

/** Ids in the same form, of nothing and nobody. */
const nobodys = (): Ids => {
  const sessionId = randomUUID();
  return {
    userId: `user-${randomUUID()}`,
    sessionId,
    vehicleId: randomUUID(),
    messageId: `${randomUUID()}/assistant`,
    uploadId: randomUUID(),
    commandId: `command-${randomUUID()}`,
    code: '000000',
    nextToken: Buffer.from(randomUUID().repeat(4)).toString('base64url'),
    holdId: randomUUID(),
    requestId: randomUUID(),
    position: `session/${sessionId}#0000000007`,
    token: changedAt(veras, 200),
  };
};

/** All that owners can see of theirs, and how long each of their streams is. */
const viewOf = async (who: string, { userId, sessionId, messageId, commandId }: Ids) => {
  const which = { sessionId };
  const seen = {
    sessions: await got('getChatSessions', {}, who),
    conversation: await got('getConversation', { conversationId: sessionId }, who),
    context: await got('getSessionContext', which, who),
    profile: await got('getUserProfile', {}, who),
    privacy: await got('getPrivacySettings', {}, who),
    requests: await got('getPrivacyRequests', {}, who),
    holds: await got('getHolds', { userId }, CLEO),
    explained: await got('explainSession', which, who),
    receipt: await got('getReceipt', { ...which, commandId }, who),
    files: await got('getFiles', which, who),
    record: await got('getAnswerRecord', { ...which, messageId }, who),
    exported: { ...(await got('exportUserData', {}, who)), exportedAt: '' },
  };
  const streams = await dixon.store.streams(userId);
  const lengths = await Promise.all(
    streams.map(async (stream) => (await Array.fromAsync(dixon.log.read({ subject: userId, stream }))).length),
  );
  return { ...seen, streams, lengths };
};
const OLGA = 'local:olga';
const bothViews = async () => ({ olga: await viewOf(OLGA, olga), vera: await viewOf(veras, vera) });

const newVisitor = () => got<{ userId: string; token: string }>('generateSession', {}, null);

beforeAll(async () => {
  dixon = await startLocal({ now: () => new Date(Date.now() + ahead).toISOString() });
  const visit = await newVisitor();
  veras = visit.token;
  const tampered = changedAt(veras, 200);

  const vin = { vin: '1M8GDM9AXKP042788', nhtsa_data: '{"Make":"QUORVATH"}' };
  const basic = { year: 2024, make: 'Quorvath Motors', model: 'Quorvath' };
  const vehicleData = { basic, vin, nickname: 'My Quorvath' };
  const { id: vehicleId } = await got<{ id: string }>('addUserVehicle', { vehicleData }, OLGA);
  const { id: theirs } = await got<{ id: string }>('createChatSession', { vehicleId }, OLGA);
  await got('selectDiagnosticLevel', { sessionId: theirs, level: 'vehicle' }, OLGA);
  olga = { ...(await furnish(OLGA, 'user-olga', theirs, tampered)), vehicleId };

  const { id: visited } = await got<{ id: string }>('createChatSession', {}, veras);
  vera = await furnish(veras, visit.userId, visited, tampered);
  before = await bothViews();
});
afterAll(() => dixon.stop());

it('every operation of the schema has its row here', () => {
  expect(Object.keys(TRIES).toSorted()).toEqual(operations.map(({ name }) => name).toSorted());
});

it('the owners themselves see every word, so that a leak would show', async () => {
  const { olga: hers, vera: theirs } = await bothViews();
  const words = ['title', 'handle', 'tag', 'name', 'value', 'command', 'brakes', 'file', 'person', 'address'];
  for (const word of words)
    for (const view of [hers, theirs]) expect(JSON.stringify(view)).toMatch(new RegExp(`quorvath[- ]${word}`, 'i'));
  for (const word of ['Quorvath Motors', 'My Quorvath', '1M8GDM9AXKP042788'])
    expect(JSON.stringify(hers)).toContain(word);
});

/** Nothing that the owners wrote, and none of their ids. */
const leaksNothing = ({ all }: Answer): void => {
  expect(all).not.toMatch(SECRET);
  for (const { userId, sessionId, vehicleId, messageId, uploadId, holdId, requestId, position } of [olga, vera])
    for (const id of [userId, sessionId, vehicleId, messageId, uploadId, holdId, requestId, position])
      expect(all).not.toContain(id);
  expect(all).not.toContain(veras);
};

/** An answer without what is new in every answer. */
const inForm = ({ all }: Answer): string =>
  all
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '<instant>')
    .replaceAll(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '<token>')
    .replaceAll(/"commandId":"[^"]+"/g, '"commandId":"<command>"');

const codeOf = (theirs: string): string | undefined => (theirs === 'own' || theirs === 'nothing' ? undefined : theirs);

/** They reach what is theirs to decide, and nothing else. */
const FROM_COMPLIANCE = 'somebody from compliance';
const FROM_OPS = 'an operator';

/** Each time somebody new, so that what they did before makes no difference. */
const others: [string, () => Promise<string>, (attempt: Try) => string | undefined][] = [
  ['another person', async () => `local:user-${randomUUID()}`, ({ theirs }) => codeOf(theirs)],
  [FROM_OPS, async () => `local:user-${randomUUID()}:ops`, ({ theirs }) => codeOf(theirs)],
  [FROM_COMPLIANCE, async () => `local:user-${randomUUID()}:compliance`, ({ theirs }) => codeOf(theirs)],
  [
    'another visitor',
    async () => (await newVisitor()).token,
    (attempt) => (attempt.signedIn ? 'PermissionDenied' : codeOf(attempt.theirs)),
  ],
];

describe.each(others)('%s', (who, somebody, expected) => {
  const mayDo = (name: string): boolean =>
    (who === FROM_COMPLIANCE && isForCompliance(name)) || (who === FROM_OPS && isForOps(name));
  const closed = operations.filter(({ name }) => !mayDo(name));

  it.each(closed)(
    'does not reach what is somebody else’s through $name, and cannot tell that it is there',
    async (operation) => {
      const attempt = TRIES[operation.name]!;
      const missing = await ask(operation, attempt.args(nobodys()), await somebody());
      for (const owner of [olga, vera]) {
        const answer = await ask(operation, attempt.args(owner), await somebody());
        leaksNothing(answer);
        expect(answer.code).toBe(expected(attempt));
        if (attempt.theirs === 'nothing') expect(answer.value).toBeNull();
        expect(inForm(answer)).toBe(inForm(missing));
      }
    },
  );

  it('has changed nothing of theirs', async () => expect(await bothViews()).toEqual(before));
});

describe('somebody with', () => {
  const parts = () => veras.split('.').map((part) => part.length);
  /** In the middle of the header, of the claims, of the signature. */
  const changed = (part: number): string => {
    const [header, claims] = parts() as [number, number, number];
    const begins = [0, header + 1, header + claims + 2][part]!;
    return changedAt(veras, begins + Math.floor(parts()[part]! / 2));
  };
  const old = async (): Promise<string> => {
    const twoDaysAgo = () => new Date(Date.now() - 48 * HOUR).toISOString();
    const tokens = createAnonymousTokens({ keys: signingKeysIn(dixon.dataDir), now: twoDaysAgo });
    return (await tokens.issue({ userId: vera.userId, sessionId: vera.sessionId })).token;
  };
  const bad: [string, () => string | Promise<string>][] = [
    ['an expired token', old],
    ['a token whose header has a changed byte', () => changed(0)],
    ['a token whose claims have a changed byte', () => changed(1)],
    ['a token whose signature has a changed byte', () => changed(2)],
    ['a token without its signature', () => veras.replace(/[^.]+$/, '')],
    ['an owner’s plain user id for a token', () => olga.userId],
  ];

  describe.each(bad)('%s', (_name, token) => {
    it.each(operations)('is refused $name', async (operation) => {
      const attempt = TRIES[operation.name]!;
      const authorization = await token();
      const mine = await ask(operation, attempt.args(nobodys()), authorization);
      for (const owner of [olga, vera]) {
        const answer = await ask(operation, attempt.args(owner), authorization);
        leaksNothing(answer);
        expect(answer.code).toBe('PermissionDenied');
        expect(inForm(answer)).toBe(inForm(mine));
      }
    });
  });

  it('a token changed in any one place is nobody', async () => {
    const known = await Promise.all(
      Array.from(veras, (_, place) =>
        invoke('authorizer', dixon.authorizer, { authorizationToken: changedAt(veras, place) }),
      ),
    );
    expect(known.length).toBeGreaterThan(300);
    expect(known.filter(({ isAuthorized }) => isAuthorized)).toEqual([]);
    expect(await invoke('authorizer', dixon.authorizer, { authorizationToken: veras })).toMatchObject({
      isAuthorized: true,
    });
  });

  it('all that has changed nothing of theirs', async () => expect(await bothViews()).toEqual(before));
});

describe('somebody without Authorization', () => {
  it.each(operations)('reaches nothing through $name', async (operation) => {
    const attempt = TRIES[operation.name]!;
    const missing = await ask(operation, attempt.args(nobodys()), null);
    for (const owner of [olga, vera]) {
      const answer = await ask(operation, attempt.args(owner), null);
      leaksNothing(answer);
      expect(answer.code).toBe(attempt.open ? codeOf(attempt.theirs) : 'PermissionDenied');
      expect(inForm(answer)).toBe(inForm(missing));
    }
  });

  it('gets a new identity for a token that does not hold, never the one it names', async () => {
    const given = await got('validateSession', { token: changedAt(veras, 200) }, null);
    expect(given).toMatchObject({
      valid: false,
      message: 'Your session has been reset due to a technical issue. Please start again.',
    });
    expect(given['userId']).not.toBe(vera.userId);
  });

  it('has changed nothing of theirs', async () => expect(await bothViews()).toEqual(before));
});

describe('a person who knows more than an id', () => {
  const eve = 'local:eve';

  it('cannot act in another’s name, whatever the operation', async () => {
    for (const { name } of operations) {
      const identity = await identityOf(dixon.authorizer, eve, undefined);
      const args = { ...TRIES[name]!.args(olga), userId: olga.userId };
      const attempt = invoke('api', dixon.api, { info: { fieldName: name }, arguments: args, identity });
      await expect(attempt, name).rejects.toMatchObject({ name: 'PermissionDenied' });
    }
  });

  it('cannot put another’s vehicle into a session of their own', async () => {
    const { id: sessionId } = await got<{ id: string }>('createChatSession', {}, eve);
    const select = operationNamed('selectSessionVehicle');
    const theirs = await ask(select, { sessionId, vehicleId: olga.vehicleId }, eve);
    const nobody = await ask(select, { sessionId, vehicleId: randomUUID() }, eve);
    expect(theirs.code).toBe('NotFound');
    expect(inForm(theirs)).toBe(inForm(nobody));
    leaksNothing(theirs);
  });

  it.each(['getChatSessions', 'listChatSessions'])(
    'learns nothing by waiting for another’s position in %s',
    async (name) => {
      const list = operationNamed(name);
      const [theirs, nobody] = await Promise.all([
        ask(list, { minPosition: olga.position }, eve),
        ask(list, { minPosition: nobodys().position }, eve),
      ]);
      leaksNothing(theirs);
      expect(inForm(theirs)).toBe(inForm(nobody));
    },
  );

  it('cannot claim a visit that somebody else has claimed already', async () => {
    const { token } = await newVisitor();
    await got('sendMessage', { message: 'My quorvath engine' }, token);
    expect(await got<unknown[]>('claimAnonymousSession', { token }, 'local:first')).toHaveLength(1);
    await dixon.caughtUp();
    const second = await ask(operationNamed('claimAnonymousSession'), { token }, eve);
    expect(second.code).toBe('PermissionDenied');
    leaksNothing(second);
  });

  it('has changed nothing of theirs', async () => expect(await bothViews()).toEqual(before));
});

describe('an hour and a minute after a visitor’s last word', () => {
  beforeAll(() => {
    ahead = HOUR + 60_000;
  });

  /** Deleting what is over is never wrong. */
  const DELETES = new Set(['deleteSession', 'requestErasure']);

  const ended = operations.filter(
    ({ name, args }) => !DELETES.has(name) && args.some((arg) => /^(session|conversation)Id$/.test(arg.name)),
  );

  it.each(ended)('their own token opens nothing any more through $name', async (operation) => {
    const answer = await ask(operation, TRIES[operation.name]!.args(vera), veras);
    expect(answer.all).not.toMatch(SECRET);
    expect(['SessionExpired', 'PermissionDenied']).toContain(answer.code);
  });

  it('lists, profile and export show nothing of it', async () => {
    expect(await got('getChatSessions', {}, veras)).toEqual([]);
    expect(await got('getUserProfile', {}, veras)).toMatchObject({ sessionCount: 0 });
    expect(await got('exportUserData', {}, veras)).toMatchObject({ sessions: [], conversations: [] });
  });

  it('what somebody keeps who signed in is there as before', async () => {
    expect(await viewOf(OLGA, olga)).toEqual((before as { olga: unknown }).olga);
  });
});

describe('a day and an hour later', () => {
  beforeAll(() => {
    ahead = 25 * HOUR;
  });

  it.each(operations)(
    'the visitor’s token is refused for $name, word for word like one that was never good',
    async (operation) => {
      const args = TRIES[operation.name]!.args(vera);
      const answer = await ask(operation, args, veras);
      expect(answer.code).toBe('PermissionDenied');
      expect(answer.all).not.toMatch(SECRET);
      expect(inForm(answer)).toBe(inForm(await ask(operation, args, 'never.been.good')));
    },
  );
});

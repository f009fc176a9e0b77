/** Art. 18 GDPR over the local server: what is restricted is stored and nothing more, and a withdrawn consent restricts. */
import { randomUUID } from 'node:crypto';
import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account, accountStream } from '../../events/account/index.ts';
import { consentTexts } from '../../schemas/consent.ts';
import { hashOfText } from '../../functions/api/operations/account/consent-texts.ts';
import { roleFor } from '../support/compliance.ts';
import { asking, goodArguments, owner } from '../support/people.ts';
import { startLocal, type Local } from '../support/local.ts';
import { says, scripted } from '../support/models.ts';
import { mutations, operationNamed } from '../support/schema.ts';

let dixon: Local;
let ask: ReturnType<typeof asking>;
beforeAll(async () => {
  dixon = await startLocal({ model: scripted(says('Noted.')).model });
  ask = asking(dixon.api);
});
afterAll(() => dixon.stop());

const restricted = { name: 'PermissionDenied', message: expect.stringContaining('liftRestriction') as string };
const textNow = consentTexts['keep-data'].at(-1)!;

/** What stays possible: to say what becomes of one's data, to have it corrected, given out and deleted. */
const ALWAYS = new Set([
  ...['giveConsent', 'withdrawConsent', 'requestEmailCode', 'verifyEmail', 'updateUserProfile'],
  ...['restrictProcessing', 'liftRestriction', 'updatePrivacySettings', 'exportUserData'],
  ...['deleteSession', 'removeFile', 'clearSessionVehicle', 'deleteUserVehicle', 'clearVehicleData'],
  ...['clearAllVehicles', 'clearAllUserData', 'requestErasure', 'requestExport', 'confirmPrivacyRequest'],
  // nobody's data, or a visitor's alone
  ...['generateSession', 'validateSession', 'endAnonymousSession'],
]);

describe('while somebody’s data is restricted', () => {
  // what compliance decides about somebody is no use of their data
  const refused = mutations.filter(({ name }) => !ALWAYS.has(name) && roleFor(name) === 'customer');

  it('no more operations are open than those', () =>
    expect(mutations.filter(({ name }) => ALWAYS.has(name))).toHaveLength(ALWAYS.size));

  it.each(refused)('$name is refused with what to do', async (operation) => {
    const person = await owner(ask, operation);
    await ask(person.userId, 'restrictProcessing');
    const args = { ...goodArguments(operation, person), commandId: randomUUID() };
    await expect(ask(person.userId, operation.name, args)).rejects.toMatchObject(restricted);
    await ask(person.userId, 'liftRestriction');
  });

  it('a conversation is neither continued nor begun; it is read, listed, exported and deleted', async () => {
    const { userId, sessionId } = await owner(ask, operationNamed('getConversation'));
    await ask(userId, 'sendMessage', { conversationId: sessionId, message: 'Hello' });
    await ask(userId, 'restrictProcessing');
    const before = await dixon.store.streams(userId);
    for (const conversationId of [sessionId, undefined])
      await expect(ask(userId, 'sendMessage', { conversationId, message: 'And now?' })).rejects.toMatchObject(
        restricted,
      );
    expect(await dixon.store.streams(userId)).toEqual(before);

    const { messages } = await ask<{ messages: unknown[] }>(userId, 'getConversation', { conversationId: sessionId });
    expect(messages).toHaveLength(2);
    await dixon.caughtUp();
    expect(await ask(userId, 'getChatSessions')).toHaveLength(1);
    expect(await ask(userId, 'getUserVehicles')).toHaveLength(1);
    expect(await ask(userId, 'exportUserData')).toMatchObject({ conversations: [{ messages: { length: 2 } }] });
    expect(await ask(userId, 'getPrivacySettings')).toMatchObject({ restricted: true });
    expect(await ask(userId, 'clearAllVehicles')).toBe(true);
    await expect(ask(userId, 'sendMessage', { message: 'Without vehicles?' })).rejects.toMatchObject(restricted);
    expect(await ask(userId, 'deleteSession', { sessionId })).toBe(true);
  });

  it('and once it is lifted everything goes on', async () => {
    const { userId, sessionId } = await owner(ask, operationNamed('getConversation'));
    await ask(userId, 'restrictProcessing');
    await ask(userId, 'liftRestriction');
    expect(await ask(userId, 'sendMessage', { conversationId: sessionId, message: 'Hello' })).toMatchObject({
      success: true,
    });
    expect(await ask(userId, 'getUserProfile')).toMatchObject({ restricted: false });
  });

  it('a repeat of what was restricted before does not restrict again', async () => {
    const userId = `user-${randomUUID()}`;
    await ask(userId, 'restrictProcessing', { commandId: 'restrict-once' });
    await ask(userId, 'liftRestriction', { commandId: 'lift-once' });
    await ask(userId, 'restrictProcessing', { commandId: 'restrict-once' });
    expect(await ask(userId, 'sendMessage', { message: 'Hello' })).toMatchObject({ success: true });
  });

  it('a visitor’s too', async () => {
    const { userId, token } = await ask<{ userId: string; token: string }>('nobody', 'generateSession');
    const { conversationId } = await ask<{ conversationId: string }>(userId, 'sendMessage', { message: 'Hello' });
    await ask(userId, 'restrictProcessing');
    for (const [name, args] of [
      ['sendMessage', { conversationId, message: 'And now?' }],
      ['sendMessage', { message: 'Anew?' }],
      ['updateSessionTitle', { sessionId: conversationId, title: 'Mine' }],
    ] as const)
      await expect(ask(userId, name, args)).rejects.toMatchObject(restricted);
    expect(await ask(userId, 'getConversation', { conversationId })).toMatchObject({ messages: { length: 2 } });
    expect(await ask('nobody', 'endAnonymousSession', { token })).toBe(true);
  });
});

it('a turn asks no account for it: the library says it, which a turn reads anyway', async () => {
  const userId = `user-${randomUUID()}`;
  const { conversationId } = await ask<{ conversationId: string }>(userId, 'sendMessage', { message: 'Hello' });
  await dixon.caughtUp();
  const asked: string[] = [];
  dixon.dynamodb.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        const { ExpressionAttributeValues: values } = args.input as QueryCommandInput;
        if (commandName === 'QueryCommand') asked.push(values?.[':first']?.S?.split('#')[0] ?? '');
        return next(args);
      },
    { step: 'initialize', name: 'streams' },
  );
  await ask(userId, 'sendMessage', { conversationId, message: 'And now?' });
  dixon.dynamodb.middlewareStack.remove('streams');
  expect(new Set(asked)).toEqual(new Set(['garage', `session/${conversationId}`]));
  expect(asked.filter((stream) => stream === 'garage')).toHaveLength(1);
});

describe('consent', () => {
  const person = { userId: '' };
  beforeEach(() => {
    person.userId = `user-${randomUUID()}`;
  });
  const give = (version = textNow.version) =>
    ask<Record<string, unknown>>(person.userId, 'giveConsent', { version, purpose: 'keep-data' });
  const withdraw = () => ask<Record<string, unknown>>(person.userId, 'withdrawConsent', { purpose: 'keep-data' });

  it('is on record with the hash of the text that was shown', async () => {
    const [shown] = await ask<{ text: string; version: string }[]>(person.userId, 'getConsentTexts');
    expect(await give(shown!.version)).toMatchObject({ purpose: 'keep-data', given: true, restricted: false });
    const events = (await Array.fromAsync(dixon.store.history(account, accountStream(person.userId)))).flatMap(
      (commit) => commit.events,
    );
    expect(events).toEqual([
      { type: 'AccountOpened', kind: 'registered' },
      { type: 'ConsentGiven', purpose: 'keep-data', version: shown!.version, hash: hashOfText(shown!.text) },
    ]);
    expect(await ask(person.userId, 'getPrivacySettings')).toMatchObject({
      consents: [{ purpose: 'keep-data', version: shown!.version }],
      keptUntil: 'you delete it',
    });
  });

  it('is given to the text of now, not to one that never was', async () => {
    await expect(give('2019-01')).rejects.toMatchObject({ name: 'InvalidInput', facts: { field: 'version' } });
    await expect(ask(person.userId, 'giveConsent', { version: textNow.version, purpose: 'all' })).rejects.toMatchObject(
      {
        name: 'InvalidInput',
      },
    );
    expect(await dixon.store.streams(person.userId)).toEqual([]);
  });

  it('that a person withdraws restricts their data until they consent again', async () => {
    const { conversationId } = await ask<{ conversationId: string }>(person.userId, 'sendMessage', {
      message: 'Hello',
    });
    expect(await withdraw()).toMatchObject({
      given: false,
      restricted: true,
      follows: expect.stringMatching(/^From now on your data is only stored/) as string,
    });
    const send = () => ask(person.userId, 'sendMessage', { conversationId, message: 'And now?' });
    await expect(send()).rejects.toMatchObject(restricted);
    await expect(ask(person.userId, 'liftRestriction')).rejects.toMatchObject({
      name: 'PermissionDenied',
      message: expect.stringContaining('giveConsent') as string,
    });
    await expect(send()).rejects.toMatchObject(restricted);
    expect(await give()).toMatchObject({ given: true, restricted: false });
    expect(await send()).toMatchObject({ success: true });
  });

  it('does not lift what the person restricted themself', async () => {
    await ask(person.userId, 'restrictProcessing');
    await withdraw();
    expect(await give()).toMatchObject({ given: true, restricted: true });
    await expect(ask(person.userId, 'sendMessage', { message: 'Hello' })).rejects.toMatchObject(restricted);
    await ask(person.userId, 'liftRestriction');
    expect(await ask(person.userId, 'sendMessage', { message: 'Hello' })).toMatchObject({ success: true });
  });
});

describe('a profile', () => {
  it('is corrected by the person, who sees the new one at once', async () => {
    const userId = `user-${randomUUID()}`;
    expect(await ask(userId, 'updateUserProfile', { name: ' Sam ' })).toMatchObject({ userId, name: 'Sam' });
    expect(await ask(userId, 'getUserProfile')).toMatchObject({ name: 'Sam', email: null, consents: [] });
    expect(await ask(userId, 'updateUserProfile', {})).toMatchObject({ name: null });
    await expect(ask(userId, 'updateUserProfile', { name: 'x'.repeat(101) })).rejects.toMatchObject({
      name: 'InvalidInput',
    });
  });
});

/** Sign-ins in Cognito: the real client against a server on this machine. */
import { describe, expect, test } from 'vitest';
import { createCognitoClient, createCognitoSignIns } from '../../../functions/adapters/cognito-sign-ins.ts';
import { failureForLog } from '../../../functions/runtime/tasks.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import {
  clientFor,
  nobodyThere,
  startLoopback,
  thrownBy,
  type LoopbackAnswer,
  type LoopbackRequest,
} from '../../support/loopback.ts';

const POOL = 'eu-west-1_dixon';
const SUB = '7f3a1c52-3f0e-4c2a-9a53-0d2f6a1b7c11';
const USER = `user-${SUB}`;

const signInsAt = (server: { endpoint: string }) => createCognitoSignIns(createCognitoClient(clientFor(server)), POOL);

const operationOf = ({ headers }: LoopbackRequest): string => String(headers['x-amz-target']).split('.')[1] ?? '';

const refusal = (type: string): LoopbackAnswer => ({
  status: 400,
  body: JSON.stringify({ __type: type, message: 'sam@example.com' }),
});

/** A pool that knows some people by their sub. */
const aPool = (...subs: string[]) => {
  const known = new Set(subs);
  return startLoopback((request) => {
    const { UserPoolId, Username } = JSON.parse(request.body) as { UserPoolId: string; Username: string };
    if (UserPoolId !== POOL) return refusal('ResourceNotFoundException');
    if (!known.has(Username)) return refusal('UserNotFoundException');
    if (operationOf(request) === 'AdminDeleteUser') known.delete(Username);
    return { body: operationOf(request) === 'AdminGetUser' ? JSON.stringify({ Username }) : '' };
  });
};

describe('the identity that a person signs in with', () => {
  test('is there, goes, and is not there any more', async () => {
    await using server = await aPool(SUB);
    const signIns = signInsAt(server);
    expect(await signIns.exists(USER)).toBe(true);
    expect(await signIns.remove(USER)).toBe(true);
    expect(await signIns.exists(USER)).toBe(false);
    expect(await signIns.remove(USER)).toBe(false);
    expect(server.requests.map(operationOf)).toEqual([
      'AdminGetUser',
      'AdminDeleteUser',
      'AdminGetUser',
      'AdminDeleteUser',
    ]);
    expect(server.requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual(
      Array.from({ length: 4 }, () => ({ UserPoolId: POOL, Username: SUB })),
    );
  });

  test('nobody else’s goes', async () => {
    await using server = await aPool(SUB, 'another');
    await signInsAt(server).remove(USER);
    expect(await signInsAt(server).exists('user-another')).toBe(true);
  });

  test('a visitor has none, and Cognito is not asked', async () => {
    await using server = await aPool(SUB);
    const visitor = `anon-session-${SUB}`;
    expect(await signInsAt(server).exists(visitor)).toBe(false);
    expect(await signInsAt(server).remove(visitor)).toBe(false);
    expect(server.requests).toEqual([]);
  });

  test.each(['TooManyRequestsException', 'NotAuthorizedException', 'ResourceNotFoundException'])(
    '%s is unavailable storage, which says nothing of the person',
    async (type) => {
      await using server = await startLoopback(() => refusal(type));
      for (const attempt of [signInsAt(server).exists(USER), signInsAt(server).remove(USER)]) {
        const error = await thrownBy(attempt, StorageUnavailable);
        expect(failureForLog(error)).toMatchObject({ store: 'sign-ins', reason: type });
        expect(JSON.stringify([error.message, error.stack, error.facts, String(error.cause)])).not.toMatch(/sam@|7f3a/);
      }
    },
  );

  test('a service that is not there is unavailable storage too', async () => {
    await thrownBy(signInsAt(await nobodyThere()).remove(USER), StorageUnavailable);
  });
});

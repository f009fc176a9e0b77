/** Sign-ins in a Cognito user pool. A visitor has none. */
import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
  type CognitoIdentityProviderClientConfig,
} from '@aws-sdk/client-cognito-identity-provider';
import { StorageUnavailable } from '../../schemas/errors.ts';
import { isAnonymous } from '../../schemas/values.ts';
import type { SignIns } from '../erase/ports.ts';

/** 1 s to connect, 3 s for an answer, 3 tries. */
export const createCognitoClient = (config: CognitoIdentityProviderClientConfig = {}): CognitoIdentityProviderClient =>
  new CognitoIdentityProviderClient({
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 },
    maxAttempts: 3,
    ...config,
  });

/** `user-<sub>`, as the authorizer makes it; a pool knows its users by their sub as well. */
const subOf = (userId: string): string => userId.slice('user-'.length);

export const createCognitoSignIns = (client: CognitoIdentityProviderClient, UserPoolId: string): SignIns => {
  /** False where there is nobody. What Cognito says of a failure is left behind: it may name the person. */
  const isThere = async (userId: string, ask: (user: { UserPoolId: string; Username: string }) => Promise<unknown>) => {
    if (isAnonymous(userId)) return false;
    try {
      await ask({ UserPoolId, Username: subOf(userId) });
      return true;
    } catch (error) {
      if (error instanceof UserNotFoundException) return false;
      const reason = error instanceof Error ? error.name : 'unknown';
      throw new StorageUnavailable('sign-ins', {}, undefined, { reason });
    }
  };

  return {
    exists: (userId) => isThere(userId, (user) => client.send(new AdminGetUserCommand(user))),
    remove: (userId) => isThere(userId, (user) => client.send(new AdminDeleteUserCommand(user))),
  };
};

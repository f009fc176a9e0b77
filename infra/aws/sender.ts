/**
 * From whom Dixon's mails come: `--context mailFrom=dixon@example.com`. SES must have verified this address or its domain;
 * until it has, `requestEmailCode` answers that mails cannot be sent, and everything else works.
 */
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import * as z from 'zod';

const NOBODYS = 'no-reply@example.com';

export class UnknownSender extends Error {
  override readonly name = 'UnknownSender';
  constructor(given: unknown) {
    super(`${JSON.stringify(given)} is no address of mail. Write it like dixon@example.com.`);
  }
}

/** The address that the context names; nobody's without it. Throws `UnknownSender`. */
export const senderOf = (scope: Construct): string => {
  const given: unknown = scope.node.tryGetContext('mailFrom') ?? NOBODYS;
  const address = z.email().safeParse(given);
  if (!address.success) throw new UnknownSender(given);
  return address.data;
};

/** What SES may have verified so that mails can come from an address: itself, or its domain. */
export const identitiesOf = (scope: Construct, address: string): string[] =>
  [address, address.slice(address.indexOf('@') + 1)].map((resourceName) =>
    Stack.of(scope).formatArn({ service: 'ses', resource: 'identity', resourceName }),
  );

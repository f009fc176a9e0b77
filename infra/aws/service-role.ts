import { Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/**
 * A role that an AWS service takes on for this account only: another account's state machine, schedule or API cannot
 * borrow it (the "confused deputy").
 * @param service such as `states`
 */
export const serviceRole = (
  scope: Construct,
  id: string,
  service: 'states' | 'scheduler' | 'appsync' | 'events',
): Role =>
  new Role(scope, id, {
    assumedBy: new ServicePrincipal(`${service}.amazonaws.com`, {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  });

/** The grants that AWS cannot tie to one resource, each alone in its policy, so that accepting it accepts no other. */
import { Policy, PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { accept } from '../accept.ts';

const policy = (scope: Construct, intent: string, role: IRole, statement: PolicyStatement): Policy =>
  new Policy(scope, intent, { roles: [role], statements: [statement] });

export const mayTrace = (scope: Construct, role: IRole): Policy => {
  const actions = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
  const made = policy(scope, 'MayTrace', role, new PolicyStatement({ sid: 'MayTrace', actions, resources: ['*'] }));
  accept(made, 'AwsSolutions-IAM5[Resource::*]', 'X-Ray knows no resources: its two write actions only take *.');
  return made;
};

/** What Step Functions needs to connect a state machine to its log group. */
export const mayDeliverLogs = (scope: Construct, role: IRole): Policy => {
  const actions = [
    'logs:CreateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:DescribeLogGroups',
    'logs:DescribeResourcePolicies',
    'logs:GetLogDelivery',
    'logs:ListLogDeliveries',
    'logs:PutResourcePolicy',
    'logs:UpdateLogDelivery',
  ];
  const statement = new PolicyStatement({ sid: 'MayDeliverLogs', actions, resources: ['*'] });
  const made = policy(scope, 'MayDeliverLogs', role, statement);
  accept(
    made,
    'AwsSolutions-IAM5[Resource::*]',
    'The log delivery actions of CloudWatch Logs only take *, as the Step Functions guide says.',
  );
  return made;
};

/** A region's prefix of an inference profile: `us.amazon.nova-pro-v1:0`. */
const PROFILE = /^(us|us-gov|eu|apac|jp|au|ca|global)\./;

/**
 * One model and nothing else of Bedrock. Where `modelId` is an inference profile, its foundation model may be called in
 * whatever region the profile routes to, but only through the profile.
 */
export const mayAskModel = (scope: Construct, role: IRole, modelId: string): Policy => {
  const { partition } = Stack.of(scope);
  const actions = ['bedrock:InvokeModel'];
  const model = (region: string) =>
    `arn:${partition}:bedrock:${region}::foundation-model/${modelId.replace(PROFILE, '')}`;
  if (!PROFILE.test(modelId)) {
    const resources = [model(Stack.of(scope).region)];
    return policy(scope, 'MayAskModel', role, new PolicyStatement({ sid: 'MayAskModel', actions, resources }));
  }
  const profile = Stack.of(scope).formatArn({
    service: 'bedrock',
    resource: 'inference-profile',
    resourceName: modelId,
  });
  const made = new Policy(scope, 'MayAskModel', {
    roles: [role],
    statements: [
      new PolicyStatement({ sid: 'MayUseProfile', actions, resources: [profile] }),
      new PolicyStatement({
        sid: 'MayAskModelThroughProfile',
        actions,
        resources: [model('*')],
        conditions: { StringEquals: { 'bedrock:InferenceProfileArn': profile } },
      }),
    ],
  });
  accept(
    made,
    `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:bedrock:*::foundation-model/${modelId.replace(PROFILE, '')}]`,
    'The profile chooses the region; the condition admits this one model through this one profile only.',
  );
  return made;
};

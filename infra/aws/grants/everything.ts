/** The grants that AWS cannot tie to one resource, each alone in its policy, so that accepting it accepts no other. */
import { Policy, PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Stack, type CfnElement } from 'aws-cdk-lib';
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

/**
 * What a machine needs for the parts of a distributed Map, which are executions of its own: begin them, and look at and end
 * each of them.
 */
export const mayRunParts = (scope: Construct, role: IRole, machine: StateMachine): Policy => {
  const { partition, region, account } = Stack.of(scope);
  const executions = `arn:${partition}:states:${region}:${account}:execution:${machine.stateMachineName}/*`;
  const made = new Policy(scope, 'MayRunParts', {
    roles: [role],
    statements: [
      new PolicyStatement({
        sid: 'MayBeginParts',
        actions: ['states:StartExecution'],
        resources: [machine.stateMachineArn],
      }),
      new PolicyStatement({
        sid: 'MayEndParts',
        actions: ['states:DescribeExecution', 'states:StopExecution'],
        resources: [executions],
      }),
    ],
  });
  const named = Stack.of(scope).getLogicalId(machine.node.defaultChild as CfnElement);
  accept(
    made,
    `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<${named}.Name>/*]`,
    'Parts are executions of this one machine, and Step Functions gives each a name of its own.',
  );
  return made;
};

/** A state machine from the folder of its workflow: the same ASL file that the local runtime interprets. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { accept } from './accept.ts';
import type { GroupFunction } from './group-function.ts';
import { mayDeliverLogs, mayInvoke, mayRunParts, mayTrace } from './grants/index.ts';
import { serviceRole } from './service-role.ts';
import type { Stage } from './stage.ts';

/** The definition of a workflow, and the function groups that its `Resource` placeholders name. */
export const definitionOf = (name: string): { text: string; groups: string[] } => {
  const file = resolve(import.meta.dirname, `../../workflows/${name}/definition.asl.json`);
  const text = JSON.stringify(JSON.parse(readFileSync(file, 'utf8')));
  return { text, groups: [...new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, group]) => group!))] };
};

type WorkflowProps = {
  stage: Stage;
  /**
   * Express: what a person waits for. Standard: what may go on for hours; each of its tasks has its own limit, and the
   * whole has none, since no `Catch` hears of that one and the request would never say that it failed.
   */
  type: 'EXPRESS' | 'STANDARD';
  functionOf: (group: string) => GroupFunction;
};

export class Workflow extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, name: string, { stage, type, functionOf }: WorkflowProps) {
    super(scope, name);
    const { text, groups } = definitionOf(name);
    const role = serviceRole(this, 'Role', 'states');
    for (const group of groups) mayInvoke(functionOf(group), role);
    const policies = [mayTrace(this, role), mayDeliverLogs(this, role)];
    const logs = new LogGroup(this, 'Logs', {
      // names with this prefix do not count towards the size limit of the account's log resource policy
      logGroupName: `/aws/vendedlogs/states/${Stack.of(this).stackName}/${name}`,
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.machine = new StateMachine(this, 'StateMachine', {
      stateMachineType: StateMachineType[type],
      definitionBody: DefinitionBody.fromString(text),
      definitionSubstitutions: Object.fromEntries(groups.map((group) => [group, functionOf(group).fn.functionArn])),
      role: role.withoutPolicyUpdates(),
      tracingEnabled: true,
      logs: { destination: logs, level: LogLevel.ERROR, includeExecutionData: false },
    });
    if (text.includes('"DISTRIBUTED"')) mayRunParts(this, role, this.machine);
    // the service checks at creation that it may deliver logs
    this.machine.node.addDependency(...policies);
    accept(
      this.machine,
      'AwsSolutions-SF1',
      'Errors only: each step already logs its own line, and every step that matters is a fact in the event store.',
    );
  }
}

/** A function group as a Lambda function with its own role, log group and bundle. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { codeOf } from './bundle.ts';
import { mayTrace, mayWriteLogs } from './grants/index.ts';
import type { Group, GroupName } from './groups.ts';
import { valuesIn, type Home } from './home.ts';
import type { Stage } from './stage.ts';

export class GroupFunction extends Construct {
  /** As in `functions/<name>`. */
  readonly name: GroupName;
  readonly fn: Function;
  /** Takes grants; `fn` itself takes none, so that only `groups.ts` decides what a group may do. */
  readonly role: Role;
  private readonly group: Group;

  constructor(scope: Construct, name: GroupName, { group, stage }: { group: Group; stage: Stage }) {
    super(scope, name);
    this.name = name;
    this.group = group;
    const { does, memoryMB, timeoutSeconds, data, traced = true } = group;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: stage.logRetention,
      // lines hold ids and numbers only; the record of what happened is the event table
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), description: does });
    mayWriteLogs(logGroup, this.role);
    if (traced) mayTrace(this, this.role);
    this.fn = new Function(this, 'Function', {
      description: does,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: codeOf(name),
      ...(data ? { layers: [data(this)] } : {}),
      memorySize: memoryMB,
      timeout: Duration.seconds(timeoutSeconds),
      environment: { NODE_OPTIONS: '--enable-source-maps' },
      tracing: traced ? Tracing.ACTIVE : Tracing.DISABLED,
      logGroup,
      role: this.role.withoutPolicyUpdates(),
    });
  }

  /** Gives the group what its row of `groups.ts` asks for. */
  furnish(home: Home): void {
    const values = valuesIn(home);
    for (const variable of this.group.knows) this.fn.addEnvironment(variable, values[variable]);
    this.group.may(home, this.role, this);
  }
}

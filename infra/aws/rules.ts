/** The rules of `workflows/triggers.ts` on the event bus: what was announced starts a task of a function group. */
import { Duration } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput, type EventBus } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { rules } from '../../workflows/triggers.ts';
import { accept } from './accept.ts';
import { maySetAside } from './grants/index.ts';
import type { GroupFunction } from './group-function.ts';

/** An erasure is a promise: what cannot be done now is tried for a day before a person must look at it. */
const RETRIES = { maxEventAge: Duration.hours(24), retryAttempts: 185 };

type RulesProps = { bus: EventBus; functionOf: (group: string) => GroupFunction };

export class Rules extends Construct {
  /** One for each group that rules call. */
  private readonly asides = new Map<GroupFunction, Queue>();

  constructor(scope: Construct, id: string, { bus, functionOf }: RulesProps) {
    super(scope, id);
    for (const { name, on, target, task, input } of rules) {
      const group = functionOf(target);
      const told = Object.entries(input).map(([field, from]) => [field, EventField.fromPath(`$.detail.${from}`)]);
      new Rule(this, name, {
        description: `${on}: ${task}`,
        eventBus: bus,
        eventPattern: { source: ['dixon'], detailType: [on] },
        targets: [
          new LambdaFunction(group.fn, {
            event: RuleTargetInput.fromObject({ task, input: Object.fromEntries(told) as Record<string, string> }),
            deadLetterQueue: this.asideOf(group),
            ...RETRIES,
          }),
        ],
      });
    }
  }

  /** Where announcements end that reached the group and failed there, or never reached it. */
  private asideOf(group: GroupFunction): Queue {
    const known = this.asides.get(group);
    if (known) return known;
    const aside = new Queue(this, `${group.name}-aside`, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    accept(aside, 'AwsSolutions-SQS3', 'This is where failures end: operators look at it, no function consumes it.');
    // EventBridge only hands over: what the function throws is Lambda's to repeat, twice at most
    maySetAside(aside, group.role);
    group.fn.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: { bind: () => ({ destination: aside.queueArn }) },
    });
    this.asides.set(group, aside);
    return aside;
  }
}

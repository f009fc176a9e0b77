/** `workflows/triggers.ts` as EventBridge schedules. */
import { Duration } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { rules, schedules } from '../../workflows/triggers.ts';
import { mayInvoke } from './grants/index.ts';
import type { GroupFunction } from './group-function.ts';
import { serviceRole } from './service-role.ts';

/** What announcements start must not be lost: how often it is tried again, `rules.ts` says. */
const isTold = ({ name }: GroupFunction): boolean => rules.some(({ target }) => target === name);

export class Schedules extends Construct {
  /** One for each group that schedules call. */
  private readonly roles = new Map<GroupFunction, Role>();

  constructor(scope: Construct, id: string, functionOf: (group: string) => GroupFunction) {
    super(scope, id);
    for (const { name, every, target, input } of schedules) {
      const group = functionOf(target);
      new Schedule(this, name, {
        schedule: ScheduleExpression.rate(Duration.minutes(every.minutes)),
        target: new LambdaInvoke(group.fn, {
          role: this.roleFor(group).withoutPolicyUpdates(),
          input: ScheduleTargetInput.fromObject(input),
          retryAttempts: 2,
          maxEventAge: Duration.minutes(Math.min(every.minutes, 60)),
        }),
      });
    }
  }

  private roleFor(group: GroupFunction): Role {
    const known = this.roles.get(group);
    if (known) return known;
    const role = serviceRole(this, `${group.name}-role`, 'scheduler');
    mayInvoke(group, role);
    // a sweep that is late is made good by the next one: no heap of old runs after an outage
    if (!isTold(group)) group.fn.configureAsyncInvoke({ retryAttempts: 1, maxEventAge: Duration.minutes(5) });
    this.roles.set(group, role);
    return role;
  }
}

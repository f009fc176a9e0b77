/** Function groups that follow the event table's stream, each at its own pace and with its own queue for what fails. */
import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { accept } from './accept.ts';
import { maySetAside } from './grants/index.ts';
import type { GroupFunction } from './group-function.ts';

/**
 * Once the group has its grants: CloudFormation must make them before the mapping.
 * @returns the queue; a message there says where in the stream the records stand, not what they hold
 */
export const follow = (events: Table, group: GroupFunction): Queue => {
  const aside = new Queue(group, 'Aside', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  accept(aside, 'AwsSolutions-SQS3', 'This is where failures end: operators look at it, no function consumes it.');
  maySetAside(aside, group.role);
  const mapping = new EventSourceMapping(group, 'Stream', {
    target: group.fn,
    eventSourceArn: events.tableStreamArn!,
    startingPosition: StartingPosition.TRIM_HORIZON,
    // appends only: the erase job removes bodies, which is no news to a follower
    filters: [FilterCriteria.filter({ eventName: ['INSERT'] })],
    batchSize: 100,
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    // a commit that cannot be taken parks its own stream; a batch fails only where even that is impossible, as while
    // DynamoDB is away, and is tried again for as long as the stream keeps it: a day
    onFailure: { bind: () => ({ destination: aside.queueArn }) },
  });
  mapping.node.addDependency(group.role);
  return aside;
};

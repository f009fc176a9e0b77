/** A DynamoDB table from its definition in `functions/adapters/dynamodb/tables.ts`. */
import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { IndexDefinition, TableDefinition } from '../../functions/adapters/dynamodb/tables.ts';
import { accept } from './accept.ts';
import type { Stage } from './stage.ts';

/** How far back the table can be restored, or why it need not be. */
type Recovery = { recoveryDays: number } | { noRecovery: string };

const text = (name: string) => ({ name, type: AttributeType.STRING });

const projection = ({ projection }: IndexDefinition) =>
  projection === 'ALL'
    ? { projectionType: ProjectionType.ALL }
    : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...projection] };

export const tableFrom = (
  scope: Construct,
  { name, indexes, stream, ttl }: TableDefinition,
  { stage, ...recovery }: { stage: Stage } & Recovery,
): Table => {
  const table = new Table(scope, name, {
    partitionKey: text('pk'),
    sortKey: text('sk'),
    // a conversation comes in bursts: nothing is paid for between them, and no one tunes capacity
    billingMode: BillingMode.PAY_PER_REQUEST,
    ...(stream ? { stream: StreamViewType.NEW_IMAGE } : {}),
    ...(ttl ? { timeToLiveAttribute: ttl } : {}),
    ...('recoveryDays' in recovery
      ? {
          pointInTimeRecoverySpecification: {
            pointInTimeRecoveryEnabled: true,
            recoveryPeriodInDays: recovery.recoveryDays,
          },
        }
      : {}),
    removalPolicy: stage.data,
    deletionProtection: stage.data === RemovalPolicy.RETAIN,
  });
  for (const index of indexes)
    table.addGlobalSecondaryIndex({
      indexName: index.name,
      partitionKey: text(index.partitionKey),
      sortKey: text(index.sortKey),
      ...projection(index),
    });
  if ('noRecovery' in recovery) accept(table, 'AwsSolutions-DDB3', recovery.noRecovery);
  return table;
};

/** Makes the tables of `tables.ts` on a local engine; what is there already stays. */
import {
  CreateTableCommand,
  DescribeTableCommand,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { tables, type TableDefinition } from '../../functions/adapters/dynamodb/tables.ts';

const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
const key = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  { AttributeName: sort, KeyType: 'RANGE' as const },
];

const createTable = async (client: DynamoDBClient, { name, indexes, stream, ttl }: TableDefinition): Promise<void> => {
  const keys = new Set(['pk', 'sk', ...indexes.flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey])]);
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...keys].map(attribute),
      KeySchema: key('pk', 'sk'),
      ...(indexes.length > 0
        ? {
            GlobalSecondaryIndexes: indexes.map(({ name: IndexName, partitionKey, sortKey, projection }) => ({
              IndexName,
              KeySchema: key(partitionKey, sortKey),
              Projection:
                projection === 'ALL'
                  ? { ProjectionType: 'ALL' as const }
                  : { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...projection] },
            })),
          }
        : {}),
      ...(stream ? { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' as const } } : {}),
    }),
  );
  if (ttl)
    await client.send(
      new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification: { AttributeName: ttl, Enabled: true } }),
    );
};

export const createTables = async (client: DynamoDBClient): Promise<void> => {
  for (const table of tables) {
    try {
      await createTable(client, table);
    } catch (error) {
      if (!(error instanceof ResourceInUseException)) throw error;
    }
  }
};

/** The ARN of the event table's stream, for who follows it. */
export const streamArnOf = async (client: DynamoDBClient, TableName: string): Promise<string> => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  if (!Table?.LatestStreamArn) throw new Error(`The table ${TableName} has no stream. Make it with one.`);
  return Table.LatestStreamArn;
};

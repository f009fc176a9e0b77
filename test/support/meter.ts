/** Counts what a DynamoDB client asks for: requests, read units and write units, table and indexes together. */
import type { ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb';

export type Consumption = { requests: number; read: number; write: number };

const READS = new Set(['GetItemCommand', 'QueryCommand', 'ScanCommand', 'BatchGetItemCommand']);

/** Everything the client consumed while `work` ran. */
export const metered = (client: DynamoDBClient) => {
  let sum: Consumption = { requests: 0, read: 0, write: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'INDEXES' });
      const result = await next(args);
      const { ConsumedCapacity } = result.output as { ConsumedCapacity?: ConsumedCapacity };
      const units = ConsumedCapacity?.CapacityUnits ?? 0;
      const kind = READS.has(context.commandName ?? '') ? 'read' : 'write';
      sum = { ...sum, requests: sum.requests + 1, [kind]: sum[kind] + units };
      return result;
    },
    { step: 'initialize', name: 'meter' },
  );
  return async <T>(work: () => Promise<T>): Promise<Consumption & { result: T }> => {
    sum = { requests: 0, read: 0, write: 0 };
    const result = await work();
    return { ...sum, result };
  };
};

/** Counts what a DynamoDB client asks for: requests, read units and write units, table and indexes together. */
import type { ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb';

export type Units = { requests: number; read: number; write: number };
export type Consumption = Units & { /** The same for one table. */ table: (name: string) => Units };

const READS = new Set(['GetItemCommand', 'QueryCommand', 'ScanCommand', 'BatchGetItemCommand']);

const NOTHING: Units = { requests: 0, read: 0, write: 0 };

type Entry = { table: string; kind: 'read' | 'write'; units: number };

const sum = (entries: readonly Entry[]): Units =>
  entries.reduce(
    (total, { kind, units }) => ({ ...total, requests: total.requests + 1, [kind]: total[kind] + units }),
    NOTHING,
  );

/** Everything the client consumed while `work` ran. */
export const metered = (client: DynamoDBClient) => {
  let entries: Entry[] = [];
  client.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'INDEXES' });
      const kind = READS.has(context.commandName ?? '') ? 'read' : 'write';
      const result = await next(args);
      const { ConsumedCapacity: consumed } = result.output as {
        ConsumedCapacity?: ConsumedCapacity | [ConsumedCapacity];
      };
      // a batch says it for each table
      for (const each of [consumed ?? {}].flat())
        entries.push({ table: each.TableName ?? '', kind, units: each.CapacityUnits ?? 0 });
      return result;
    },
    { step: 'initialize', name: 'meter' },
  );
  return async <T>(work: () => Promise<T>): Promise<Consumption & { result: T }> => {
    entries = [];
    const result = await work();
    const own = [...entries];
    return { ...sum(own), table: (name) => sum(own.filter(({ table }) => table === name)), result };
  };
};

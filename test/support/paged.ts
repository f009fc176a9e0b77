/** An engine that gives few items at a time, so that a small history has many pages; and hears of each, or fails. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

type Paging = {
  limit: number;
  /** Before each page is asked for; where it throws, there is none. */
  before?: () => void;
};

/** @param command of which answers are cut: `ScanCommand`, `QueryCommand` */
export const inSmallPages =
  (command: string, { limit, before }: Paging) =>
  (client: DynamoDBClient): void =>
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const input = args.input as { TableName?: string; IndexName?: string; Limit?: number };
        const isMeant = context['commandName'] === command && input.TableName === 'events' && !input.IndexName;
        if (!isMeant) return next(args);
        before?.();
        return next({ ...args, input: { ...input, Limit: limit } });
      },
      { step: 'initialize' },
    );

/** What requests left behind: commits and keys, and whose partition they went to. */
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;
type Input = { TableName?: string; Item?: Item; Key?: Item };

export type Write = { table: string; subject: string };

/** The session list follows the commits in its own time, and makes its own key: no request waits for it. */
const isOfTheList = (key: Item | undefined): boolean => key?.['sk']?.S === 'views';

/** Watches a client from now on. The list grows with every write that went through. */
export const writesOf = (client: DynamoDBClient): readonly Write[] => {
  const writes: Write[] = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { TableName: table = '', Item, Key } = args.input as Input;
      const key = Item ?? Key;
      const isWrite = Item !== undefined || 'UpdateExpression' in args.input;
      const isKept = table === 'events' || (table === 'keys' && !isOfTheList(key));
      if (isWrite && isKept) writes.push({ table, subject: key?.['pk']?.S ?? '' });
      return result;
    },
    { step: 'initialize', name: 'writes' },
  );
  return writes;
};

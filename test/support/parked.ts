/** Consumers that can be made to fail, and ops who look after what is parked then. */
import type { Commit, StreamAddress } from '../../events/core/commit.ts';
import type { Consumer } from '../../functions/shared/parked/ports.ts';
import type { Decorations } from '../../infra/local/options.ts';
import { createDynamoDBParkedStreams } from '../../functions/adapters/dynamodb/parked-streams.ts';
import { backoff } from '../../functions/runtime/backoff.ts';
import type { Local } from './local.ts';

export const OSCAR = 'local:oscar:ops';

/** What a consumer has taken, by commit; `fails` says what happens instead. */
export const watched = (which: Consumer, fails: (commit: Commit) => Error | undefined) => {
  const taken = new Map<string, number>();
  const order: string[] = [];
  const consume: Decorations['consume'] = (consumer, inner) =>
    consumer === which
      ? async (commit) => {
          const error = fails(commit);
          if (error) throw error;
          await inner(commit);
          const name = `${commit.stream}#${commit.number}`;
          taken.set(name, (taken.get(name) ?? 0) + 1);
          order.push(name);
        }
      : inner;
  return { taken, order, decorate: { consume } };
};

/** Asks as ops; throws where they are refused. */
export const opsOf =
  ({ query }: Pick<Local, 'query'>) =>
  async <T>(text: string, variables: Record<string, unknown> = {}): Promise<T> => {
    const { data, errors } = await query(text, variables, OSCAR);
    if (errors) throw new Error(JSON.stringify(errors));
    return Object.values(data!)[0] as T;
  };

/** A stream of one commit, as `views` would have parked it. */
export const park = async ({ dynamodb, now }: Pick<Local, 'dynamodb' | 'now'>, address: StreamAddress): Promise<void> =>
  createDynamoDBParkedStreams(dynamodb, 'parked', backoff).park({
    ...{ ...address, consumer: 'views', from: 1, through: 1, failure: 'TypeError', recoverable: false, tries: 0 },
    ...{ parkedAt: now(), lastTriedAt: now() },
  });

export const newSession = async ({ query }: Pick<Local, 'query'>): Promise<string> => {
  const { data } = await query('mutation { createChatSession { id } }');
  return (data!['createChatSession'] as unknown as { id: string }).id;
};

export const rename = ({ query }: Pick<Local, 'query'>, sessionId: string, title: string) =>
  query(
    'mutation ($sessionId: String!, $title: String!) { updateSessionTitle(sessionId: $sessionId, title: $title) }',
    {
      ...{ sessionId, title },
    },
  );

export const LIST = `query ($consumer: String, $limit: Int, $nextToken: String) {
  listParkedStreams(consumer: $consumer, limit: $limit, nextToken: $nextToken) {
    items { consumer subject stream from through failure recoverable tries parkedAt lastTriedAt } nextToken
  } }`;
export const REDRIVE = `mutation ($consumer: String!, $subject: String!, $stream: String!) {
  redriveStream(consumer: $consumer, subject: $subject, stream: $stream) {
    streams commits stillParked { from through failure tries } } }`;

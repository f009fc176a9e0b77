/**
 * The API: AppSync's direct Lambda resolver for every field, and the same for a direct invocation
 * (`{"info":{"fieldName":"sendMessage"},"arguments":{…}}`, SPEC A10).
 */
import { AppSyncGraphQLResolver } from '@aws-lambda-powertools/event-handler/appsync-graphql';
import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { DixonError, InvalidInput, SYSTEM_ERROR_SENTENCE } from '../../schemas/errors.ts';
import { parse } from '../runtime/parse.ts';
import { failureForLog } from '../runtime/tasks.ts';
import { mutations, queries, type Operation } from './operations/index.ts';
import type { ApiParts } from './ports.ts';
import { principalOf } from './principal.ts';

const ResolverEvent = z.object({
  info: z.object({ fieldName: z.string(), parentTypeName: z.string().optional() }).loose(),
  arguments: z.record(z.string(), z.unknown()).default({}),
  identity: z.unknown().optional(),
});

/** What an operation threw, carried through the resolver as a value: it would turn a thrown one into a result. */
class Thrown {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

/** An error for the caller: a named one as it is, anything else as SPEC B7 says, without a word of its own. */
const forCaller = (error: unknown): Error => (error instanceof DixonError ? error : new Error(SYSTEM_ERROR_SENTENCE));

export type ApiHandler = (event: unknown, context: Context) => Promise<unknown>;

export const api = (parts: ApiParts, logger: Logger): ApiHandler => {
  // the resolver logs events and errors as they are; both may hold what a person wrote
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const resolver = new AppSyncGraphQLResolver({ logger: silent });
  const guarded = (operation: Operation) => async (args: Record<string, unknown>, options: { event: unknown }) => {
    try {
      const { identity } = options.event as { identity?: unknown };
      return await operation(args, principalOf(identity, args['userId'] as string | undefined));
    } catch (error) {
      return new Thrown(error);
    }
  };
  const types = { Query: queries(parts), Mutation: mutations(parts) };
  for (const [typeName, operations] of Object.entries(types))
    for (const [fieldName, operation] of Object.entries(operations))
      resolver.resolver(guarded(operation), { typeName, fieldName });

  const typeOf = (fieldName: string): string => {
    const found = Object.entries(types).find(([, operations]) => Object.hasOwn(operations, fieldName));
    if (!found) throw new InvalidInput('There is no such operation. See docs/api.md for the ones there are.');
    return found[0];
  };

  const run = async (event: unknown, context: Context): Promise<unknown> => {
    const started = performance.now();
    const { info, arguments: args, identity } = parse(ResolverEvent, event);
    const { fieldName } = info;
    try {
      const full = {
        arguments: args,
        identity: identity ?? null,
        source: null,
        request: { headers: {}, domainName: null },
        prev: null,
        stash: {},
        info: {
          selectionSetList: [],
          selectionSetGraphQL: '',
          variables: {},
          ...info,
          parentTypeName: typeOf(fieldName),
        },
      };
      const result = await resolver.resolve(full, context);
      if (result instanceof Thrown) throw result.error;
      logger.info('operation done', { operation: fieldName, ms: Math.round(performance.now() - started) });
      return result;
    } catch (error) {
      logger.warn('operation failed', { operation: fieldName, ...failureForLog(error) });
      throw forCaller(error);
    }
  };
  return middy()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .handler(run);
};

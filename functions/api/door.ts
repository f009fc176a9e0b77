/**
 * A door of the API: AppSync's direct Lambda resolver for the fields that a function group answers, and the same for a
 * direct invocation (`{"info":{"fieldName":"sendMessage"},"arguments":{…}}`, SPEC A10).
 *
 * There is one for everybody (`api`), one for compliance (`audit`) and one for ops (`ops`), since what each may touch is
 * another thing.
 */
import { AppSyncGraphQLResolver } from '@aws-lambda-powertools/event-handler/appsync-graphql';
import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { InvalidInput } from '../../schemas/errors.ts';
import { parse } from '../runtime/parse.ts';
import { failureForLog } from '../runtime/tasks.ts';
import type { Answer, AnswersByType } from './answers.ts';
import { asData, forCaller, isClientError, Thrown } from './failure.ts';
import type { Notify } from '../runtime/notify.ts';
import { sourceOf } from './principal.ts';

const ResolverEvent = z.object({
  info: z.object({ fieldName: z.string(), parentTypeName: z.string().optional() }).loose(),
  arguments: z.record(z.string(), z.unknown()).default({}),
  identity: z.unknown().optional(),
  /** AppSync's resolver asks for errors as data. */
  errorsAsData: z.boolean().default(false),
  request: z.object({ headers: z.record(z.string(), z.unknown()).default({}) }).nullish(),
});

export type ApiHandler = (event: unknown, context: Context) => Promise<unknown>;

export type DoorParts = { notify: Notify; /** The current instant, ISO 8601. */ now: () => string };

/** @param types the answers, by the schema's type and field */
export const door = (types: AnswersByType, parts: DoorParts, logger: Logger): ApiHandler => {
  // the resolver logs events and errors as they are; both may hold what a person wrote
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const resolver = new AppSyncGraphQLResolver({ logger: silent });
  const guarded = (answer: Answer) => async (args: Record<string, unknown>, options: { event: unknown }) => {
    try {
      const { identity, stash } = options.event as { identity?: unknown; stash: { source: string } };
      return await answer(args, { identity, source: stash.source });
    } catch (error) {
      return new Thrown(error);
    }
  };
  for (const [typeName, answers] of Object.entries(types))
    for (const [fieldName, answer] of Object.entries(answers))
      resolver.resolver(guarded(answer), { typeName, fieldName });

  const typeOf = (fieldName: string): string => {
    const found = Object.entries(types).find(([, operations]) => Object.hasOwn(operations, fieldName));
    if (!found) throw new InvalidInput('There is no such operation. See docs/api.md for the ones there are.');
    return found[0];
  };

  /** The person has their sentence either way: a notice that cannot be sent is logged, and fails nothing. */
  const tellAdministrators = async (operation: string, error: unknown, context: Context): Promise<void> => {
    const failure = error instanceof Error ? error.name : 'unknown';
    try {
      await parts.notify({ operation, failure, request: context.awsRequestId, at: parts.now() });
    } catch (cause) {
      logger.error('administrators not told', { operation, ...failureForLog(cause) });
    }
  };

  const run = async (event: unknown, context: Context): Promise<unknown> => {
    const started = performance.now();
    const { info, arguments: args, identity, request, errorsAsData } = parse(ResolverEvent, event);
    const { fieldName } = info;
    try {
      const full = {
        arguments: args,
        identity: identity ?? null,
        source: null,
        request: { headers: {}, domainName: null },
        prev: null,
        stash: { source: sourceOf(identity, request?.headers) },
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
      return errorsAsData ? { result } : result;
    } catch (error) {
      logger.warn('operation failed', { operation: fieldName, ...failureForLog(error) });
      if (!isClientError(error)) await tellAdministrators(fieldName, error, context);
      if (errorsAsData) return asData(error);
      throw forCaller(error);
    }
  };
  return middy()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .handler(run);
};

/**
 * The GraphQL endpoint on loopback: each field is resolved by the API handler that AppSync would call, with the event
 * that AppSync would send. GraphiQL comes with it, served from here.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { GraphQLFieldResolver, GraphQLObjectType } from 'graphql';
import { createSchema, createYoga, type YogaInitialContext } from 'graphql-yoga';
import type { ApiHandler } from '../../functions/api/handler.ts';
import type { AuthorizerHandler } from '../../functions/authorizer/handler.ts';
import type { LocalBlobs } from './blobs/index.ts';
import { servingBlobs } from './blobs/serve.ts';
import { withinLimit } from './body-limit.ts';
import { corsFor } from './cors.ts';
import { graphqlError, namedErrors } from './graphql-errors.ts';
import { identityOf } from './identity.ts';
import { invoke } from './lambda.ts';
import type { ProgressHub } from './progress-hub.ts';
import { stoppable } from './stoppable.ts';

const typeDefs = readFileSync(new URL('../../schemas/api.graphql', import.meta.url), 'utf8');

type RequestContext = YogaInitialContext & { req?: IncomingMessage };
type FieldResolver = GraphQLFieldResolver<unknown, RequestContext, Record<string, unknown>>;

const resolveWith =
  ({ api, authorizer, now }: Pick<Served, 'api' | 'authorizer' | 'now'>): FieldResolver =>
  async (_source, args, { request, req }, { fieldName, parentType, variableValues }) => {
    try {
      return await invoke('api', api, {
        arguments: args,
        identity: await identityOf(authorizer, request.headers.get('authorization'), req?.socket.remoteAddress, now()),
        source: null,
        request: { headers: {}, domainName: null },
        prev: null,
        stash: {},
        info: {
          fieldName,
          parentTypeName: parentType.name,
          variables: variableValues,
          selectionSetList: [],
          selectionSetGraphQL: '',
        },
      });
    } catch (error) {
      throw graphqlError(error);
    }
  };

const fieldsOf = (type: GraphQLObjectType | null | undefined, resolver: FieldResolver) =>
  Object.fromEntries(Object.keys(type?.getFields() ?? {}).map((field) => [field, resolver]));

/** As on AppSync: the API says whether the caller may hear of the session, the steps come past it. */
const subscribing = (resolver: FieldResolver, progress: ProgressHub) => ({
  subscribe: async (...[source, args, context, info]: Parameters<FieldResolver>) => {
    await resolver(source, args, context, info);
    return progress.listen(args['sessionId'] as string);
  },
  resolve: (step: unknown) => step,
});

type Served = {
  api: ApiHandler;
  authorizer: AuthorizerHandler;
  progress: ProgressHub;
  blobs: LocalBlobs;
  now: () => string;
};

const yogaFor = ({ api, authorizer, progress, now }: Omit<Served, 'blobs'>, origins: readonly string[]) => {
  const plain = createSchema({ typeDefs });
  const resolver = resolveWith({ api, authorizer, now });
  const resolvers = {
    Query: fieldsOf(plain.getQueryType(), resolver),
    Mutation: fieldsOf(plain.getMutationType(), resolver),
    Subscription: { onTurnProgress: subscribing(resolver, progress) },
  };
  return createYoga({
    schema: createSchema({ typeDefs, resolvers }),
    renderGraphiQL: renderGraphiQL,
    graphiql: {
      title: 'Dixon',
      headers: JSON.stringify({ Authorization: 'local:sam' }),
      defaultQuery:
        'mutation {\n  sendMessage(message: "My brakes are squealing") {\n    conversationId\n    message\n  }\n}',
    },
    cors: corsFor(origins),
    landingPage: false,
    maskedErrors: false,
    logging: false,
    plugins: [namedErrors()],
  });
};

export type LocalServer = { url: string; stop: () => Promise<void> };

/**
 * Serves on loopback. Throws where the port is taken.
 * @param port 0 for any free one
 * @param origins whose pages may call, besides the server's own
 */
export const startServer = async (
  served: Served,
  port: number,
  origins: readonly string[] = [],
): Promise<LocalServer> => {
  const yoga = yogaFor(served, origins);
  const api = withinLimit((request, response) => void yoga(request, response));
  const server: Server = createServer(servingBlobs(served.blobs, origins, api));
  const stop = stoppable(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${bound}`;
  served.blobs.serveAt(origin);
  return {
    url: `${origin}/graphql`,
    stop: async () => {
      // whoever still listens is sent home
      served.progress.close();
      await stop();
    },
  };
};

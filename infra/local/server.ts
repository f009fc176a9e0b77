/**
 * The GraphQL endpoint on loopback: each field is resolved by the API handler that AppSync would call, with the event
 * that AppSync would send. GraphiQL comes with it, served from here.
 */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { GraphQLFieldResolver, GraphQLObjectType } from 'graphql';
import { createSchema, createYoga, type YogaInitialContext } from 'graphql-yoga';
import type { ApiHandler } from '../../functions/api/handler.ts';
import { graphqlError, namedErrors } from './graphql-errors.ts';
import { localIdentity } from './identity.ts';
import { invoke } from './lambda.ts';

const typeDefs = readFileSync(new URL('../../schemas/api.graphql', import.meta.url), 'utf8');

type FieldResolver = GraphQLFieldResolver<unknown, YogaInitialContext, Record<string, unknown>>;

const resolveWith =
  (api: ApiHandler): FieldResolver =>
  async (_source, args, { request }, { fieldName, parentType, variableValues }) => {
    try {
      return await invoke('api', api, {
        arguments: args,
        identity: localIdentity(request.headers.get('authorization')),
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

const yogaFor = (api: ApiHandler) => {
  const plain = createSchema({ typeDefs });
  const resolver = resolveWith(api);
  const resolvers = {
    Query: fieldsOf(plain.getQueryType(), resolver),
    Mutation: fieldsOf(plain.getMutationType(), resolver),
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
    landingPage: false,
    maskedErrors: false,
    logging: false,
    plugins: [namedErrors()],
  });
};

export type LocalServer = { url: string; stop: () => Promise<void> };

/** Serves on loopback. @param port 0 for any free one. Throws where the port is taken. */
export const startServer = async (api: ApiHandler, port: number): Promise<LocalServer> => {
  const server: Server = createServer(yogaFor(api) as never);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}/graphql`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
};

/** Errors as GraphQL carries them: `extensions.code` is the error's name, `message` its sentence. */
import type { GraphQLError } from 'graphql';
import { createGraphQLError, type Plugin } from 'graphql-yoga';
import { DixonError, isErrorName, SYSTEM_ERROR, SYSTEM_ERROR_SENTENCE } from '../../schemas/errors.ts';

export const graphqlError = (error: unknown): GraphQLError =>
  error instanceof DixonError
    ? createGraphQLError(error.message, { extensions: { code: error.name, recoverable: error.recoverable } })
    : createGraphQLError(SYSTEM_ERROR_SENTENCE, { extensions: { code: SYSTEM_ERROR, recoverable: true } });

/** The complaints that begin with a name; all others may begin with a value, which is not repeated. */
const NAMED = /^(?:Variable|Field|Cannot query field|Unknown argument) "(\$?\w{1,60})"/;

/**
 * GraphQL's own complaints (unknown field, wrong type, malformed JSON) are the caller's `InvalidInput`. Their texts
 * quote values, so they are told apart by kind and said in our own words.
 */
const asInvalidInput = (error: GraphQLError): GraphQLError => {
  const field = NAMED.exec(error.message)?.[1];
  const sentence = /JSON/i.test(error.message)
    ? 'The request is not valid JSON. Send {"query": "...", "variables": {...}}.'
    : `The request does not fit the schema${field ? ` (see ${field})` : ''}. Check it against schemas/api.graphql.`;
  return createGraphQLError(sentence, {
    nodes: error.nodes,
    extensions: { code: 'InvalidInput', recoverable: false },
  });
};

/** What has a path went wrong after the request was found good, such as a null where the schema has none: our defect. */
const asSystemError = ({ nodes, path }: GraphQLError): GraphQLError =>
  createGraphQLError(SYSTEM_ERROR_SENTENCE, { nodes, path, extensions: { code: SYSTEM_ERROR, recoverable: true } });

const isNamed = (error: GraphQLError): boolean =>
  isErrorName(error.extensions['code']) || error.extensions['code'] === SYSTEM_ERROR;

/** Sees to it that every error leaves with a name and a sentence. */
export const namedErrors = (): Plugin => ({
  onResultProcess: (payload) => {
    const { result } = payload;
    if (!('errors' in result) || !result.errors) return;
    const errors = result.errors.map((error) => {
      if (isNamed(error)) return error;
      return error.path ? asSystemError(error) : asInvalidInput(error);
    });
    payload.setResult({ ...result, errors });
  },
});

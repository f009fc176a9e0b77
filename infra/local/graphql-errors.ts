/** Errors as GraphQL carries them: `extensions.code` is the error's name, `message` its sentence. */
import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { DixonError, isErrorName, SYSTEM_ERROR_SENTENCE } from '../../schemas/errors.ts';

/** The code of whatever broke without a name of ours. */
const SYSTEM_ERROR = 'SystemError';

export const graphqlError = (error: unknown): GraphQLError =>
  error instanceof DixonError
    ? new GraphQLError(error.message, { extensions: { code: error.name, recoverable: error.recoverable } })
    : new GraphQLError(SYSTEM_ERROR_SENTENCE, { extensions: { code: SYSTEM_ERROR, recoverable: true } });

/**
 * GraphQL's own complaints (unknown field, wrong type, malformed JSON) are the caller's `InvalidInput`. Their texts
 * quote values, so they are told apart by kind and said in our own words.
 */
const asInvalidInput = (error: GraphQLError): GraphQLError => {
  const field = /"(\$?[A-Za-z_][A-Za-z0-9_.]*)"/.exec(error.message)?.[1];
  const sentence = /JSON/i.test(error.message)
    ? 'The request is not valid JSON. Send {"query": "...", "variables": {...}}.'
    : `The request does not fit the schema${field ? ` (see ${field})` : ''}. Check it against schemas/api.graphql.`;
  return new GraphQLError(sentence, {
    nodes: error.nodes ?? null,
    path: error.path ?? null,
    extensions: { code: 'InvalidInput', recoverable: false },
  });
};

const isNamed = (error: GraphQLError): boolean =>
  isErrorName(error.extensions['code']) || error.extensions['code'] === SYSTEM_ERROR;

/** Sees to it that every error leaves with a name and a sentence. */
export const namedErrors = (): Plugin => ({
  onResultProcess: (payload) => {
    const { result } = payload;
    if (!('errors' in result) || !result.errors) return;
    const errors = result.errors.map((error) => (isNamed(error) ? error : asInvalidInput(error)));
    payload.setResult({ ...result, errors });
  },
});

/** Every operation of `schemas/api.graphql` as data, so that a test can hold that it tried each of them. */
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  coerceInputValue,
  getNamedType,
  isObjectType,
  isRequiredArgument,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';

export const schema = buildSchema(readFileSync('schemas/api.graphql', 'utf8'));

export type ApiArgument = { name: string; type: GraphQLInputType; required: boolean };

export type ApiOperation = {
  kind: 'query' | 'mutation' | 'subscription';
  name: string;
  args: readonly ApiArgument[];
  /** A whole request for every field of the answer, all arguments as variables of their own type. */
  document: string;
};

/** Everything that can be asked of a type, in GraphQL's words. */
const selectionOf = (type: GraphQLOutputType): string => {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields()).map((field) => `${field.name}${selectionOf(field.type)}`);
  return ` { ${fields.join(' ')} }`;
};

const argument = (arg: GraphQLArgument): ApiArgument => ({
  name: arg.name,
  type: arg.type,
  required: isRequiredArgument(arg),
});

const operation = (kind: ApiOperation['kind'], field: GraphQLField<unknown, unknown>): ApiOperation => {
  const args = field.args.map(argument);
  const declared = args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = args.map(({ name }) => `${name}: $${name}`).join(', ');
  const inBrackets = (text: string): string => (text === '' ? '' : `(${text})`);
  const asked = `${field.name}${inBrackets(passed)}${selectionOf(field.type)}`;
  return { kind, name: field.name, args, document: `${kind} ${inBrackets(declared)} { ${asked} }` };
};

const operationsOf = (kind: ApiOperation['kind'], type: GraphQLObjectType | null | undefined): ApiOperation[] =>
  Object.values(type?.getFields() ?? {}).map((field) => operation(kind, field));

export const queries = operationsOf('query', schema.getQueryType());
export const mutations = operationsOf('mutation', schema.getMutationType());
export const subscriptions = operationsOf('subscription', schema.getSubscriptionType());

/** An operation by its name. Throws for one that the schema does not have. */
export const operationNamed = (name: string): ApiOperation => {
  const found = [...queries, ...mutations, ...subscriptions].find((each) => each.name === name);
  if (!found) throw new Error(`schemas/api.graphql has no ${name}.`);
  return found;
};

/** Whether GraphQL itself takes a value for a type. */
export const isCoercible = (type: GraphQLInputType, value: unknown): boolean => {
  let good = true;
  coerceInputValue(value, type, () => {
    good = false;
  });
  return good;
};

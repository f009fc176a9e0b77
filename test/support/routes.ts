/** The ways into the API, and what somebody who took one gets to see. */
import type { DixonError } from '../../schemas/errors.ts';
import { roleFor } from './compliance.ts';
import type { GraphqlError, Local, Result } from './local.ts';
import { asking, type Args, type Person } from './people.ts';
import type { ApiOperation } from './schema.ts';

/** GraphQL with its arguments as variables, with its arguments in the document, and the handler itself. */
export type Route = 'variables' | 'literals' | 'handler';

/** A value as it stands in a GraphQL document; names where an enum wants one. */
const literal = (value: unknown): string => {
  if (typeof value === 'string') return /^[A-Z]+$/.test(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, each]) => `${name}: ${literal(each)}`)
    .join(', ')} }`;
};

const withLiterals = ({ kind, name, document }: ApiOperation, args: Args): string => {
  const selection = /\{ \w+(?:\([^)]*\))?( \{.*\})? \}$/.exec(document)?.[1] ?? '';
  const given = Object.entries(args).map(([argument, value]) => `${argument}: ${literal(value)}`);
  return `${kind} { ${name}${given.length > 0 ? `(${given.join(', ')})` : ''}${selection} }`;
};

export type Refusal = Pick<GraphqlError, 'message' | 'extensions'>;
/** `all` is everything that the caller gets to see. */
export type Outcome = { status: number; refusals: Refusal[]; all: string };

const overHttp = async (url: string, { name }: ApiOperation, body: object, { userId }: Person): Promise<Outcome> => {
  const authorization = `local:${userId}:${roleFor(name)}`;
  const headers = { 'content-type': 'application/json', authorization };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const all = await response.text();
  return { status: response.status, refusals: (JSON.parse(all) as Result).errors ?? [], all };
};

type Take = (operation: ApiOperation, args: Args, person: Person) => Promise<Outcome>;

const atTheHandler =
  (ask: ReturnType<typeof asking>): Take =>
  async ({ name }, args, { userId }) => {
    try {
      return { status: 200, refusals: [], all: JSON.stringify((await ask(userId, name, args)) ?? null) };
    } catch (error) {
      // what Lambda would say of it: the name and the sentence. The facts go to the log, and are looked at as well.
      const { name: code, message, recoverable, facts } = error as DixonError;
      const refusals = [{ message, extensions: { code, recoverable } }];
      return { status: 200, refusals, all: JSON.stringify([message, facts]) };
    }
  };

export const routesTo = ({ api, url }: Pick<Local, 'api' | 'url'>): Record<Route, Take> => ({
  variables: (operation, args, person) =>
    overHttp(url, operation, { query: operation.document, variables: args }, person),
  literals: (operation, args, person) => overHttp(url, operation, { query: withLiterals(operation, args) }, person),
  handler: atTheHandler(asking(api)),
});

/** What can have no answer but a refusal, by the schema's types and by SPEC's words. */
import { isInputObjectType, isListType, isNonNullType, type GraphQLInputType } from 'graphql';
import { consentTexts } from '../../schemas/consent.ts';
import { isForCompliance } from './compliance.ts';
import type { Args, Person } from './people.ts';
import type { Route } from './routes.ts';
import { isCoercible, type ApiOperation } from './schema.ts';

/** A value without the fields that its type does not have: the handler passes over them, GraphQL does not. */
const withoutStrangers = (type: GraphQLInputType, value: unknown): unknown => {
  if (isNonNullType(type)) return withoutStrangers(type.ofType, value);
  if (isListType(type) && Array.isArray(value)) return value.map((each) => withoutStrangers(type.ofType, each));
  if (!isInputObjectType(type) || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const fields = Object.values(type.getFields()).filter(({ name }) => Object.hasOwn(value, name));
  return Object.fromEntries(fields.map(({ name, type: own }) => [name, withoutStrangers(own, (value as Args)[name])]));
};

const isUuid = (value: unknown): boolean =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);

/** What SPEC says of an argument beyond its type. */
const RULES: Record<string, (value: unknown, person: Person, operation: ApiOperation) => boolean> = {
  conversationId: isUuid,
  sessionId: isUuid,
  vehicleId: isUuid,
  uploadId: isUuid,
  holdId: isUuid,
  requestId: isUuid,
  verificationId: isUuid,
  size: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 10 * 1024 * 1024,
  contentType: (value) => /^(image\/(jpeg|png|webp|heic|gif)|application\/pdf)$/.test(String(value)),
  userId: (value, { userId }) => value === userId,
  message: (value) => typeof value === 'string' && value.trim() !== '' && value.length <= 4_000,
  handle: (value) => /^[A-Za-z0-9_-]{1,100}$/.test(String(value)),
  title: (value) => String(value).trim().length <= 200,
  level: (value) => ['quick', 'vehicle', 'precision'].includes(String(value)),
  limit: (value, _person, { name }) =>
    Number.isInteger(value) && Number(value) >= 1 && Number(value) <= (name === 'searchHistory' ? 200 : 100),
  email: (value) => /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/.test(String(value)),
  code: (value) => /^\s*(\d\s*){6}$/.test(String(value)),
  version: (value) => value === consentTexts['keep-data'].at(-1)!.version,
  scope: (value) => ['session', 'vehicle', 'vehicles', 'account'].includes(String(value)),
  kind: (value) => ['export', 'erasure'].includes(String(value)),
  consumer: (value) => ['views', 'publish'].includes(String(value)),
  purpose: (value) => value === 'keep-data',
  segments: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 64,
  view: (value) => ['sessions', 'requests'].includes(String(value)),
  generation: (value) => Number.isInteger(value) && Number(value) >= 1,
  commandId: (value) => /^[A-Za-z0-9._:/-]{8,100}$/.test(String(value)),
};

/** Whether this can have no answer but a refusal. */
export const mustBeRefused = (operation: ApiOperation, args: Args, person: Person, route: Route): boolean => {
  const known = operation.args.some(({ name, type }) => {
    const value = args[name];
    if (!isCoercible(type, route === 'handler' ? withoutStrangers(type, value) : value)) return true;
    // to compliance it says whose data it is about
    if (name === 'userId' && isForCompliance(operation.name)) return false;
    return value !== undefined && value !== null && RULES[name]?.(value, person, operation) === false;
  });
  const { userId } = args;
  const claims =
    !isForCompliance(operation.name) && userId !== undefined && userId !== null && userId !== person.userId;
  return known || (route !== 'variables' && claims);
};

/** Every field of the schema and the one function behind it, gathered from the topics. */
import type { OpenOperations, Operations, Topic } from '../operation.ts';
import { account } from './account/index.ts';
import { garage } from './garage/index.ts';
import { history } from './history/index.ts';
import { privacy } from './privacy/index.ts';
import { retention } from './retention/index.ts';
import { sessions } from './sessions/index.ts';
import { talking } from './talking/index.ts';
import { uploads } from './uploads/index.ts';
import { vin } from './vin/index.ts';
import { visitors } from './visitors/index.ts';

const topics: readonly Topic[] = [
  talking,
  garage,
  sessions,
  uploads,
  vin,
  visitors,
  history,
  account,
  privacy,
  retention,
];

type OpenKind = 'openQueries' | 'openMutations';
type ClosedKind = Exclude<keyof Topic, OpenKind>;

const closed =
  (kind: ClosedKind): Operations =>
  (parts) =>
    Object.fromEntries(topics.flatMap((topic) => Object.entries(topic[kind]?.(parts) ?? {})));

const open =
  (kind: OpenKind): OpenOperations =>
  (parts) =>
    Object.fromEntries(topics.flatMap((topic) => Object.entries(topic[kind]?.(parts) ?? {})));

export const queries = closed('queries');
export const turns = closed('turns');
export const mutations = closed('mutations');
export const controls = closed('controls');
export const complianceQueries = closed('complianceQueries');
export const complianceMutations = closed('complianceMutations');
export const subscriptions = closed('subscriptions');
export const openQueries = open('openQueries');
export const openMutations = open('openMutations');

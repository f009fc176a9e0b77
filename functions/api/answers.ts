/** Every operation as the resolver calls it: who asks is known and let in first. */
import type { OpenOperation, Operation } from './operation.ts';
import {
  complianceMutations,
  complianceQueries,
  controls,
  mutations,
  openMutations,
  openQueries,
  queries,
  subscriptions,
  turns,
} from './operations/index.ts';
import type { ApiParts } from './ports.ts';
import { callerOf, principalOf } from './principal.ts';
import { admitCompliance, admitToAll, admitToProcessing, admitToTurns, type Admit } from './standing.ts';

export type Answer = (args: Record<string, unknown>, from: { identity?: unknown; source: string }) => Promise<unknown>;
type Answers = Record<string, Answer>;

/** By the schema's type and field. */
export type AnswersByType = Readonly<Record<string, Readonly<Answers>>>;

const claimedIn = (args: Record<string, unknown>) => args['userId'] as string | undefined;

/** From compliance `userId` says whose data it is about, where somebody signed in to say it. */
export const claimedToCompliance = (args: Record<string, unknown>, identity: unknown) =>
  identity === undefined || identity === null ? claimedIn(args) : undefined;

/** Operations that want to know who is calling. A visitor who left finds nothing, though the erasure may still run. */
export const closed = (
  parts: Parameters<Admit>[0],
  operations: Record<string, Operation>,
  admit: Admit,
  claimed: typeof claimedToCompliance = claimedIn,
): Answers =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]): [string, Answer] => [
      name,
      async (args, { identity }) => {
        const principal = principalOf(identity, claimed(args, identity));
        return operation(args, await admit(parts, principal));
      },
    ]),
  );

/** Operations that answer nobody too. */
const open = (operations: Record<string, OpenOperation>): Answers =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]): [string, Answer] => [
      name,
      async (args, { identity, source }) => operation(args, { caller: callerOf(identity, claimedIn(args)), source }),
    ]),
  );

export const answersOf = (parts: ApiParts): Record<'Query' | 'Mutation' | 'Subscription', Answers> => ({
  Query: {
    ...closed(parts, queries(parts), admitToAll),
    ...closed(parts, complianceQueries(parts), admitCompliance, claimedToCompliance),
    ...open(openQueries(parts)),
  },
  Mutation: {
    ...closed(parts, turns(parts), admitToTurns),
    ...closed(parts, mutations(parts), admitToProcessing),
    ...closed(parts, controls(parts), admitToAll),
    ...closed(parts, complianceMutations(parts), admitCompliance, claimedToCompliance),
    ...open(openMutations(parts)),
  },
  Subscription: closed(parts, subscriptions(parts), admitToAll),
});

/** What an operation of the API is, and how a topic (a folder in `operations/`) says which ones it has. */
import type { ApiParts } from './ports.ts';
import type { Asked, Principal } from './principal.ts';

export type Operation = (args: unknown, principal: Principal) => Promise<unknown>;

/** One that answers somebody without an identity too. */
export type OpenOperation = (args: unknown, asked: Asked) => Promise<unknown>;

export type Operations = (parts: ApiParts) => Record<string, Operation>;
export type OpenOperations = (parts: ApiParts) => Record<string, OpenOperation>;

/** The operations of a topic, by who may ask for them. */
export type Topic = {
  queries?: Operations;
  /** What begins a turn. */
  turns?: Operations;
  /** What works with people's data: refused while they restrict it (Art. 18 GDPR). */
  mutations?: Operations;
  /** What people may always do: say what becomes of their data, have it corrected, given out and deleted. */
  controls?: Operations;
  /** What compliance sees, of somebody whom `arguments.userId` names, or of everybody. Each needs the role. */
  complianceQueries?: Operations;
  /** What compliance decides about somebody's data. Each needs the role. */
  complianceMutations?: Operations;
  /** What a subscriber must pass; what is then heard comes from elsewhere. */
  subscriptions?: Operations;
  /** With `openMutations` the whole list of what nobody may do (SPEC B1). */
  openQueries?: OpenOperations;
  openMutations?: OpenOperations;
};

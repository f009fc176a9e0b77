/**
 * The function groups, by what they may touch (DESIGN section 5): the one table to read before a change of permissions.
 *
 * A group's folder is `functions/<name>`; its variables are those that its `index.ts` asks `environment()` for.
 */
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import {
  mayAnnounce,
  mayAppend,
  mayFollow,
  mayListSessions,
  mayLookAtSessions,
  mayRead,
  mayReadLedger,
  mayRun,
} from './grants.ts';
import { mayCount, mayNotify, mayTellProgress, mayUseKeys, mayVerifyVisitors, mayWriteViews } from './grants.ts';
import { mayAskModel } from './grants-on-everything.ts';
import { mayEraseRows, mayRemoveBodies, mayShredKeys } from './grants.ts';
import type { Home, Variable } from './home.ts';

export type Group = {
  does: string;
  /** Lambda gives CPU by memory: 1,769 MB is one whole core. */
  memoryMB: number;
  timeoutSeconds: number;
  knows: readonly Variable[];
  may: (home: Home, role: IRole, scope: Construct) => void;
  /** Whether its role may send traces. */
  traced?: false;
};

const STORE = ['EVENTS_TABLE', 'KEYS_TABLE', 'KMS_KEY_ID'] as const;

const mayUseStore = (home: Home, role: IRole): void => {
  mayAppend(home.events, role);
  mayRead(home.events, role);
  mayUseKeys(home, role);
};

export const groups = {
  api: {
    does: 'Answers people: every field of the GraphQL schema, and direct invocations.',
    memoryMB: 1_024,
    // a direct invocation waits for a whole turn, which ends after 110 s at the latest
    timeoutSeconds: 120,
    knows: [...STORE, 'VIEWS_TABLE', 'COUNTERS_TABLE', 'CHAT_TURN_ARN', 'EVENT_BUS'],
    may: (home, role) => {
      mayUseStore(home, role);
      mayListSessions(home.views, role);
      mayLookAtSessions(home.views, role);
      mayCount(home.counters, role);
      mayRun(home.chatTurn, role);
      mayNotify(home.bus, role);
    },
  },
  authorizer: {
    does: 'Says who sends a request.',
    memoryMB: 512,
    // everybody waits for it; verifying a signature is all it does
    timeoutSeconds: 5,
    knows: ['KEYS_TABLE', 'USER_POOL_ID', 'USER_POOL_CLIENT_ID'],
    may: ({ keys }, role) => mayVerifyVisitors(keys, role),
  },
  turn: {
    does: 'Appends the facts of a turn, and tells who watches.',
    memoryMB: 1_024,
    timeoutSeconds: 15,
    knows: [...STORE, 'EVENT_BUS'],
    may: (home, role) => {
      mayUseStore(home, role);
      mayTellProgress(home.bus, role);
    },
  },
  model: {
    does: 'Asks the model.',
    memoryMB: 512,
    timeoutSeconds: 30,
    knows: ['MODEL_ID'],
    may: ({ modelId }, role, scope) => void mayAskModel(scope, role, modelId),
  },
  tools: {
    does: 'Runs the tools that a model asked for.',
    memoryMB: 1_024,
    timeoutSeconds: 5,
    knows: [],
    // a tool works on words that a stranger wrote: tricked, it reaches nothing
    may: () => {},
    traced: false,
  },
  views: {
    does: 'Folds new commits into the session list.',
    memoryMB: 512,
    timeoutSeconds: 60,
    knows: [...STORE, 'VIEWS_TABLE'],
    may: (home, role) => {
      mayFollow(home.events, role);
      // a commit whose state has an older shape is folded again from the stream's first event
      mayRead(home.events, role);
      mayUseKeys(home, role);
      mayWriteViews(home.views, role);
    },
  },
  publish: {
    does: 'Announces new commits on the event bus: ids and types only.',
    memoryMB: 512,
    timeoutSeconds: 60,
    knows: ['EVENT_BUS'],
    may: (home, role) => {
      mayFollow(home.events, role);
      mayAnnounce(home.bus, role);
    },
  },
  erase: {
    does: 'Erases what people deleted: shreds keys, removes bodies and rows. It can open nothing.',
    memoryMB: 512,
    // a person with 10,000 commits takes about a minute
    timeoutSeconds: 900,
    knows: ['EVENTS_TABLE', 'KEYS_TABLE', 'VIEWS_TABLE'],
    may: (home, role) => {
      mayRead(home.events, role);
      mayRemoveBodies(home.events, role);
      mayShredKeys(home.keys, role);
      mayEraseRows(home.views, role);
    },
  },
  sweep: {
    does: 'Mends by schedule: closes turns whose process died.',
    memoryMB: 512,
    timeoutSeconds: 300,
    knows: STORE,
    may: (home, role) => {
      mayUseStore(home, role);
      mayReadLedger(home.events, role);
    },
  },
} satisfies Record<string, Group>;

export type GroupName = keyof typeof groups;
export const groupNames = Object.keys(groups) as GroupName[];

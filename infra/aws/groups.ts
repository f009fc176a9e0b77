/**
 * The function groups, by what they may touch (DESIGN section 5): the one table to read before a change of permissions.
 *
 * A group's folder is `functions/<name>`; its variables are those that its `index.ts` asks `environment()` for.
 */
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { ILayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import {
  mayAnnounce,
  mayAppend,
  mayFollow,
  mayListSessions,
  mayLookAtSessions,
  mayRead,
  mayReadLedger,
  mayRunChatTurn,
  mayRunDecodeVin,
  maySendMail,
} from './grants.ts';
import { mayCount, mayNotify, mayTellProgress, mayUseKeys, mayVerifyVisitors, mayWriteViews } from './grants.ts';
import { mayNoteUploads, mayQueryDue } from './grants.ts';
import { mayAskModel } from './grants-on-everything.ts';
import { mayEraseRows, mayRemoveBodies, mayShredKeys } from './grants.ts';
import { mayEraseUploads, mayKeepUploads, mayReadUploads } from './grants-on-uploads.ts';
import type { Home, Variable } from './home.ts';
import { vinLayer } from './vin-layer.ts';

export type Group = {
  does: string;
  /** Lambda gives CPU by memory: 1,769 MB is one whole core. */
  memoryMB: number;
  timeoutSeconds: number;
  knows: readonly Variable[];
  may: (home: Home, role: IRole, scope: Construct) => void;
  /** Files that it reads beside its code. */
  data?: (scope: Construct) => ILayerVersion;
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
    knows: [
      ...STORE,
      'VIEWS_TABLE',
      'COUNTERS_TABLE',
      'CHAT_TURN_ARN',
      'DECODE_VIN_ARN',
      'EVENT_BUS',
      'UPLOADS_BUCKET',
      'MAIL_FROM',
    ],
    may: (home, role, scope) => {
      mayUseStore(home, role);
      mayListSessions(home.views, role);
      mayLookAtSessions(home.views, role);
      mayNoteUploads(home.views, role);
      mayQueryDue(home.views, role);
      mayCount(home.counters, role);
      mayRunChatTurn(home.chatTurn, role);
      mayRunDecodeVin(home.decodeVin, role);
      mayNotify(home.bus, role);
      mayKeepUploads(scope, role, home.uploads);
      maySendMail(scope, role, home.mailFrom);
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
    does: 'Appends the facts of a turn and of a decoded VIN, and tells who watches.',
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
  relay: {
    does: 'Runs the tool that is a workflow of its own, vin_processor, and waits for it.',
    memoryMB: 512,
    // decode-vin ends after 55 s at the latest
    timeoutSeconds: 60,
    knows: ['DECODE_VIN_ARN'],
    may: ({ decodeVin }, role) => mayRunDecodeVin(decodeVin, role),
  },
  vin: {
    does: 'Decodes VINs: reads them off pictures, asks NHTSA, or the database it carries.',
    memoryMB: 1_769,
    // a picture of 24 million pixels, and a model that looks at it
    timeoutSeconds: 30,
    knows: ['UPLOADS_BUCKET', 'MODEL_ID', 'VPIC_DATABASE'],
    // pictures alone: it speaks with the internet, so it sees no history
    may: (home, role, scope) => {
      mayReadUploads(scope, role, home.uploads);
      mayAskModel(scope, role, home.modelId);
    },
    data: vinLayer,
  },
  views: {
    does: 'Folds new commits into the session list.',
    memoryMB: 512,
    timeoutSeconds: 60,
    knows: [...STORE, 'VIEWS_TABLE'],
    may: (home, role) => {
      mayFollow(home.events, role);
      // a commit whose state has an older shape is folded again from the stream's first event; a new row asks the account
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
    does: 'Erases what people deleted: shreds keys, removes bodies, rows and files. It can open nothing.',
    memoryMB: 512,
    // a person with 10,000 commits takes about a minute
    timeoutSeconds: 900,
    knows: ['EVENTS_TABLE', 'KEYS_TABLE', 'VIEWS_TABLE', 'UPLOADS_BUCKET'],
    may: (home, role, scope) => {
      mayRead(home.events, role);
      mayRemoveBodies(home.events, role);
      mayShredKeys(home.keys, role);
      mayEraseRows(home.views, role);
      mayEraseUploads(scope, role, home.uploads);
    },
  },
  sweep: {
    does: 'Mends and ends by schedule: turns whose process died, sessions past their time, files that no session has.',
    memoryMB: 512,
    timeoutSeconds: 300,
    knows: [...STORE, 'VIEWS_TABLE', 'EVENT_BUS', 'UPLOADS_BUCKET'],
    may: (home, role, scope) => {
      mayUseStore(home, role);
      mayReadLedger(home.events, role);
      mayQueryDue(home.views, role);
      mayNoteUploads(home.views, role);
      // unread, as the eraser
      mayEraseUploads(scope, role, home.uploads);
      mayAnnounce(home.bus, role);
    },
  },
} satisfies Record<string, Group>;

export type GroupName = keyof typeof groups;
export const groupNames = Object.keys(groups) as GroupName[];

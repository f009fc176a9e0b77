/** Who carries out what people ask for their data, each with a part of it: nobody both opens and takes. */
import * as grants from '../grants/index.ts';
import { mayReadStore, mayUseStore, STORE, type Group } from './group.ts';

export const privacy = {
  privacy: {
    does: 'Keeps the books of privacy requests: opens and ends them, writes to people, signs receipts.',
    memoryMB: 1_024,
    // Begin looks at every conversation of a person; its other tasks take a second
    timeoutSeconds: 900,
    knows: [...STORE, 'RECORDS_BUCKET', 'RECEIPT_KEY_ID', 'MAIL_FROM', 'EVENT_BUS'],
    may: (home, role, scope) => {
      mayUseStore(home, role);
      grants.mayEnterErasures(home.records, { scope, role });
      grants.mayFileReceipts(home.records, { scope, role });
      grants.maySignReceipts(home.receiptKey, role);
      grants.maySendMail(scope, role, home.mailFrom);
      grants.mayNotify(home.bus, role);
    },
  },
  jobs: {
    does: 'Starts the state machines of privacy requests, verifications and rebuilds.',
    memoryMB: 512,
    timeoutSeconds: 30,
    // it alone knows the machines, and none of them calls it: what knows each other both ways cannot be deployed
    knows: [...STORE, 'ERASE_DATA_ARN', 'EXPORT_DATA_ARN', 'VERIFY_HISTORY_ARN', 'REBUILD_VIEW_ARN'],
    may: (home, role) => {
      // which machine, the request says
      mayReadStore(home, role);
      grants.mayStartJobs(home, role);
    },
  },
  export: {
    does: 'Collects everything of a person and packs it into one archive. It reads, and appends nothing.',
    // opening and packing is work for a whole core
    memoryMB: 1_769,
    timeoutSeconds: 900,
    knows: [...STORE, 'UPLOADS_BUCKET'],
    may: (home, role, scope) => {
      mayReadStore(home, role);
      grants.mayReadUploads(home.uploads, { scope, role });
      grants.mayKeepExports(home.uploads, { scope, role });
    },
  },
  erase: {
    does: 'Erases what people deleted: shreds keys, removes bodies, rows, files, counters, sign-ins. It can open nothing.',
    memoryMB: 512,
    // a person with 10,000 commits takes about a minute
    timeoutSeconds: 900,
    knows: ['EVENTS_TABLE', 'KEYS_TABLE', 'VIEWS_TABLE', 'COUNTERS_TABLE', 'UPLOADS_BUCKET', 'USER_POOL_ID'],
    may: (home, role, scope) => {
      grants.mayRead(home.events, role);
      grants.mayRemoveBodies(home.events, role);
      grants.mayShredKeys(home.keys, role);
      grants.mayEraseRows(home.views, role);
      grants.mayReadGenerations(home.views, role);
      grants.mayEraseCounters(home.counters, role);
      grants.mayEraseUploads(home.uploads, { scope, role });
      grants.mayEraseExports(home.uploads, { scope, role });
      grants.mayEraseSignIns(home.people.pool, role);
    },
  },
  restore: {
    does: 'Has erasures done again in restored tables. It looks at which keys are there and begins executions.',
    memoryMB: 1_024,
    timeoutSeconds: 900,
    knows: [...STORE, 'RECORDS_BUCKET', 'ERASE_DATA_ARN'],
    may: (home, role, scope) => {
      mayReadStore(home, role);
      grants.mayFindKeys(home.keys, role);
      grants.mayReadErasures(home.records, { scope, role });
      grants.mayMarkRestored(home.keys, role);
      grants.mayStartEraseData(home, role);
    },
  },
  sweep: {
    does: 'Mends and ends by schedule: turns and jobs that stand still, sessions, exports and files past their time.',
    memoryMB: 512,
    timeoutSeconds: 300,
    knows: [...STORE, 'VIEWS_TABLE', 'EVENT_BUS', 'UPLOADS_BUCKET'],
    may: (home, role, scope) => {
      mayUseStore(home, role);
      grants.mayReadLedger(home.events, role);
      grants.mayQueryDue(home.views, role);
      grants.mayReadGenerations(home.views, role);
      grants.mayNoteUploads(home.views, role);
      // unread, as the eraser
      grants.mayEraseUploads(home.uploads, { scope, role });
      grants.mayEraseExports(home.uploads, { scope, role });
      grants.mayAnnounce(home.bus, role);
      grants.mayNotify(home.bus, role);
    },
  },
} satisfies Record<string, Group>;

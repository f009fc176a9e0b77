/** Whom people speak with. */
import * as grants from '../grants/index.ts';
import { mayUseStore, STORE, type Group } from './group.ts';

export const entrance = {
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
      'RECORDS_BUCKET',
      'RECEIPT_KEY_ID',
      'MAIL_FROM',
    ],
    may: (home, role, scope) => {
      mayUseStore(home, role);
      grants.mayListSessions(home.views, role);
      grants.mayLookAtSessions(home.views, role);
      grants.mayNoteUploads(home.views, role);
      grants.mayQueryDue(home.views, role);
      grants.mayCount(home.counters, role);
      grants.mayRunChatTurn(home.chatTurn, role);
      grants.mayRunDecodeVin(home.decodeVin, role);
      grants.mayNotify(home.bus, role);
      grants.mayKeepUploads(home.uploads, { scope, role });
      grants.mayHandOutExports(home.uploads, { scope, role });
      grants.mayReadReceipts(home.records, { scope, role });
      grants.mayShowSigner(home.receiptKey, role);
      grants.maySendMail(scope, role, home.mailFrom);
    },
  },
  authorizer: {
    does: 'Says who sends a request.',
    memoryMB: 512,
    // everybody waits for it; verifying a signature is all it does
    timeoutSeconds: 5,
    knows: ['KEYS_TABLE', 'USER_POOL_ID', 'USER_POOL_CLIENT_ID'],
    may: ({ keys }, role) => grants.mayVerifyVisitors(keys, role),
  },
} satisfies Record<string, Group>;

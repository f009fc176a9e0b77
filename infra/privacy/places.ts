/**
 * Where data rests or passes beside the events of the streams, said by hand. A table that is missing here
 * does not compile; everything else is for whoever adds a place to remember.
 */
import type { tables } from '../../functions/adapters/dynamodb/tables.ts';

export type Place = {
  place: string;
  holds: string;
  /** Whether it holds something about a person, and who could read it there. */
  readable: string;
  purpose: string;
  goes: string;
};

/** What the tables hold beside sealed event bodies. */
const ofTables: { readonly [T in (typeof tables)[number]['name']]: readonly Place[] } = {
  events: [
    {
      place: '`events`: header of a commit, and its index by day',
      holds:
        "the person's id and the stream's name, number, types of events, time, who acted, ids of turn and command, hashes",
      readable: 'ids and times, readable to who administers the tables; no name, no address, nothing that was said',
      purpose: 'order, audit, and the proof that nothing was changed',
      goes: 'never: it stays when the body goes',
    },
    {
      place: "`events`: the table's stream",
      holds: 'new commits, their bodies sealed',
      readable: 'sealed',
      purpose: 'session list and announcements follow it',
      goes: 'after 24 hours',
    },
    {
      place: '`events`: backups (AWS)',
      holds: 'the table as it was at any second of the last 35 days',
      readable: 'sealed; what was erased opens with a key from a backup of `keys` alone',
      purpose: 'recovery',
      goes: 'after 35 days; what was erased is unreadable there after 7',
    },
  ],
  keys: [
    {
      place: '`keys`: key of a stream',
      holds: "a data key, wrapped by the key-encryption key; the person's id and the stream's name",
      readable: 'wrapped',
      purpose: 'opens the bodies of one stream',
      goes: 'first of all, with session or account; a tombstone stays: which request, when',
    },
    {
      place: '`keys`: keys of the installation',
      holds: "the key-encryption key as KMS gave it, the keys of visitors' tokens",
      readable: 'nothing about a person',
      purpose: 'wraps the keys of streams, signs tokens',
      goes: 'with the installation',
    },
    {
      place: '`keys`: backups (AWS)',
      holds: 'the table as it was at any second of the last 7 days',
      readable: 'wrapped',
      purpose: 'recovery',
      goes: 'after 7 days',
    },
  ],
  views: [
    {
      place: '`views`: row of the session list',
      holds:
        'ids, status, last activity, days of retention and when the sweep looks at it; sealed: title, handle, tags, custom fields, the first 80 characters, level, vehicle id, counts',
      readable: "sealed with a key of the person's own; ids and times are not",
      purpose: 'listing and searching',
      goes: 'with the session; no backups',
    },
    {
      place: '`views`: note of an upload',
      holds: 'the ids of person, session and upload, and when the sweep looks at it',
      readable: 'ids',
      purpose: 'files that no session has are found without a walk through all of them (SPEC B4)',
      goes: 'once the sweep has found the file attached or taken it away; no backups',
    },
    {
      place: '`views`: what stays of an erased row',
      holds: 'ids and a number',
      readable: 'ids',
      purpose: 'a late commit cannot bring the row back',
      goes: 'after 24 hours (DynamoDB removes it within days of that)',
    },
  ],
  counters: [
    {
      place: '`counters`',
      holds: "the person's id, or the SHA-256 of a network address, with a number",
      readable: 'ids; the address only to who tries all addresses',
      purpose: 'limits of SPEC B6',
      goes: 'after 2 minutes (DynamoDB removes it within days of that); no backups',
    },
  ],
};

const files: readonly Place[] = [
  {
    place: 'bucket of uploads; on one machine `.data/blobs`',
    holds: 'pictures and PDF as they were sent; names made of hash and ids',
    readable: 'personal; encrypted by S3, not by a key of the stream. No versions, no backups, no access log',
    purpose: 'fetched again, and a VIN read from a picture',
    goes: 'when the person takes the file away; with the session; what no session has, within some two hours',
  },
  {
    place: 'links to a file',
    holds: 'a signed address, kept nowhere',
    readable: 'whoever has it can use it',
    purpose: 'sending and fetching',
    goes: 'after 10 minutes for sending, 5 for fetching',
  },
  {
    place: 'export (`exportUserData`)',
    holds: 'vehicles, sessions, conversations',
    readable: 'goes to the person; no copy is kept',
    purpose: 'access and portability',
    goes: 'at once',
  },
];

const passing: readonly Place[] = [
  {
    place: "a visitor's token",
    holds: 'the ids of visitor and session, signed',
    readable: 'ids; it rests with the browser alone',
    purpose: 'says who a visitor is',
    goes: 'holds for a day',
  },
  {
    place: 'event bus, queues of what failed',
    holds: 'types, ids, numbers and times of events; steps and tools of a running turn',
    readable: 'ids',
    purpose: 'starts erasures, tells progress',
    goes: 'passes through; a failed message after 14 days',
  },
  {
    place: 'state machines',
    holds: 'messages, conversation and tool results, while a turn runs',
    readable: 'personal; Express executions that log errors without their data',
    purpose: 'runs a turn',
    goes: 'with the turn, within 110 seconds',
  },
  {
    place: 'logs and traces',
    holds: 'operation, duration, names of failures, ids, numbers',
    readable: 'ids; never a message, a title, a VIN or an address',
    purpose: 'operation',
    goes: 'logs after 90 days (prod), 30 (staging), 7 (dev); traces when X-Ray drops them',
  },
  {
    place: 'notices to administrators',
    holds: 'operation, name of the failure, id of the request, time',
    readable: 'nothing about a person',
    purpose: 'SPEC B7',
    goes: 'passes through the bus; on one machine a log line',
  },
  {
    place: 'mail with a code (Amazon SES)',
    holds: 'address and code',
    readable: 'personal; it then rests in the mailbox of the person',
    purpose: 'verifies the address',
    goes: 'passes through; the code holds for 15 minutes',
  },
  {
    place: 'outbox, on one machine only: `.data/outbox`',
    holds: 'the same mail as a file, which is not sent',
    readable: 'personal; the owner of the folder',
    purpose: 'trying Dixon out without a mail server',
    goes: 'when somebody deletes the file: no erasure takes it yet',
  },
];

const elsewhere: readonly Place[] = [
  {
    place: 'Amazon Bedrock; on one machine a program instead',
    holds:
      'the last 20 messages, what the session knows of the problem and the vehicle, tool results; a picture of which a VIN is to be read',
    readable: 'personal, VINs included where somebody wrote one in a message',
    purpose: 'the answer',
    goes: 'with the request, by the terms of AWS; Dixon asks for no storage there',
  },
  {
    place: 'NHTSA vPIC; on one machine only where `NHTSA_URL` names it',
    holds: 'the VIN, without anything that says whose',
    readable: 'NHTSA, an agency of the United States',
    purpose: 'decodes the VIN',
    goes: 'by the rules of NHTSA; Dixon cannot have it removed there',
  },
  {
    place: 'parts supplier; only where `PARTS_SUPPLIER_URL` names one',
    holds: 'parts, and year, make and model of the vehicle',
    readable: 'nothing that says whose',
    purpose: 'whether parts can be had',
    goes: 'by the rules of the supplier',
  },
  {
    place: 'Amazon Cognito',
    holds: 'sign-in address, password (as a verifier), id, role',
    readable: 'personal; administrators of the pool',
    purpose: 'signing in',
    goes: 'when an administrator or the person deletes the user: deleting everything in Dixon does not',
  },
];

const machine: readonly Place[] = [
  {
    place: 'one machine: `.data`',
    holds: 'the same tables in one file, places in the stream, key files',
    readable: 'sealed, but the key-encryption key lies beside it: the owner of the folder can open everything',
    purpose: 'running without AWS',
    goes: 'as on AWS; there are no backups unless somebody copies the folder',
  },
];

export const places: readonly Place[] = [
  ...Object.values(ofTables).flat(),
  ...files,
  ...passing,
  ...elsewhere,
  ...machine,
];

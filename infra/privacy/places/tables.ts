import type { tables } from '../../../functions/adapters/dynamodb/tables.ts';
import type { Place } from './place.ts';

/** What the tables hold beside sealed event bodies. */
export const ofTables: { readonly [T in (typeof tables)[number]['name']]: readonly Place[] } = {
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
      goes: 'first of all, with session or account; a library from which a vehicle is erased gets another. A tombstone stays: which request, when',
    },
    {
      place: '`keys`: keys of the installation',
      holds:
        "the key-encryption key as KMS gave it, the keys of visitors' tokens; up to when the ledger of erasures is known",
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
      place: '`views`: row of a privacy request',
      holds: 'the ids of person and request, whether it is open or its archive is ready, and until when',
      readable: 'ids and times',
      purpose: 'what is due is found before it is late (SPEC N14), and archives that have been there for long enough',
      goes: '24 hours after the request has ended, and with an export 24 hours after its archive went (DynamoDB removes it within days of that); no backups',
    },
    {
      place: '`views`: rows of another generation',
      holds: 'the same as those that people see, beside them: being built, or kept for a rollback',
      readable: 'as those',
      purpose: 'a list is built anew and switched without anybody noticing (SPEC N8)',
      goes: 'with what it is made of, as the others; all of them a week after the switch',
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
      goes: 'after 2 minutes (DynamoDB removes it within days of that), those under the id with the account at once; no backups',
    },
  ],
  parked: [
    {
      place: '`parked`',
      holds: "the person's id and the stream's name, numbers of commits, the name of a failure, times",
      readable: 'ids and times',
      purpose: 'a commit that a consumer cannot take holds up its own stream alone (SPEC N9)',
      goes: 'once the consumer has taken what waits',
    },
  ],
};

import type { Place } from './place.ts';

/** What rests as files. */
export const files: readonly Place[] = [
  {
    place: 'bucket of uploads, below `uploads/`; on one machine `.data/blobs/uploads`',
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
    place: 'export in one answer (`exportUserData`)',
    holds: 'vehicles, sessions, conversations',
    readable: 'goes to the person; no copy is kept',
    purpose: 'access and portability of a small account',
    goes: 'at once',
  },
  {
    place: 'archive of an export: bucket of uploads, below `exports/`; on one machine `.data/blobs/exports`',
    holds: 'account, vehicles, sessions, conversations, files and requests of the person; names made of a hash and ids',
    readable: 'personal; encrypted by S3, not by a key of the stream. No versions, no backups, no access log',
    purpose: 'access and portability (SPEC A11)',
    goes: 'after 7 days, by the bucket itself after 8; with whatever of it the person has erased before. What a job that was cut off had sent in part, within a day',
  },
  {
    place: 'link to an archive',
    holds: 'a signed address, kept nowhere',
    readable: 'whoever has it can use it',
    purpose: 'fetching it, from another device perhaps',
    goes: 'after 24 hours at most, and with the archive; on AWS with the credentials that signed it, which may end sooner',
  },
  {
    place: 'ledger of erasures: bucket of records, below `erasures/`; on one machine `.data/records/erasures`',
    holds: 'the ids of person and request, which session or vehicle, when it was asked for and when it began',
    readable: 'ids and times; no name, no address, nothing that was said',
    purpose: 'a restored copy of the tables brings nobody back (SPEC N15)',
    goes: 'never: nobody knows how old a copy can be. No role may remove an entry',
  },
  {
    place: 'receipts: bucket of records, below `receipts/`; on one machine `.data/records/receipts`',
    holds:
      'the ids of person and request, which session or vehicle, numbers for each store or of the archive, times, the signature',
    readable: 'ids, numbers and times, to whoever knows the id of the request',
    purpose: 'the person can prove it, also without an account (SPEC N2)',
    goes: 'never. No role may remove one',
  },
  {
    place: 'digests of the ledger: bucket of digests; on one machine `.data/digests`',
    holds:
      'for each hour: how many commits, the root over their hashes, and of each stream its name, its person’s id, number and hash of its newest commit',
    readable: 'ids and hashes, to who administers the bucket; the signed statement names nobody',
    purpose: 'even who deletes the newest commits is found out (SPEC N5)',
    goes: 'never before the lock of the bucket ends: 7 years in prod, 30 days in staging, a day in dev',
  },
  {
    place: 'audit bundle: bucket of uploads, below `bundles/`; on one machine `.data/blobs/bundles`',
    holds: "the headers of a person's history in a range of time, proofs, a program that verifies them",
    readable: 'ids and times, to compliance and whoever they hand it to; nothing that was said',
    purpose: 'the history can be proved to somebody else (SPEC N4)',
    goes: 'after 8 days, by the bucket itself; on one machine when somebody deletes the file',
  },
  {
    place:
      'progress of rebuilds and verifications: bucket of uploads, below `work/`; on one machine `.data/blobs/work`',
    holds: 'ids of streams, places, numbers, hashes, ids of rows that differ',
    readable: 'ids and numbers',
    purpose: 'a job goes on where it was cut off',
    goes: 'at the end of the job; what a job that failed left, after 8 days by the bucket itself',
  },
];

import type { Place } from './place.ts';

/** Where data passes through. */
export const passing: readonly Place[] = [
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
    purpose: 'starts erasures and exports, tells progress',
    goes: 'passes through; a failed message after 14 days',
  },
  {
    place: 'state machines of turns',
    holds: 'messages, conversation and tool results, while a turn runs',
    readable: 'personal; Express executions that log errors without their data',
    purpose: 'runs a turn',
    goes: 'with the turn, within 110 seconds',
  },
  {
    place: 'executions of erasures and exports (Standard); on one machine `.data/executions`',
    holds:
      'the ids of person and request, which session, numbers for each store, names of failures, the SHA-256 of an archive',
    readable: 'ids and numbers, to who operates Dixon',
    purpose: 'a job goes on where it was cut off, and an operator sees where it stands',
    goes: 'the history after 90 days (AWS); on one machine at the end of the job, its name after 90 days',
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
    place: 'mail about a request (Amazon SES)',
    holds: 'address, that an erasure begins or an export is ready, id of the request',
    readable: 'personal; it then rests in the mailbox of the person',
    purpose: 'nobody has this done without the person hearing of it',
    goes: 'passes through',
  },
  {
    place: 'outbox, on one machine only: `.data/outbox`',
    holds: 'the same mails as files, which are not sent',
    readable: 'personal; the owner of the folder',
    purpose: 'trying Dixon out without a mail server',
    goes: 'with the account, or when somebody deletes the file',
  },
];

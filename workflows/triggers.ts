/**
 * What happens by itself, said once: CDK makes EventBridge schedules and rules of it, the local runtime makes timers
 * and targets of its bus.
 *
 * A schedule names the function group it calls and the input it gives; a rule makes the input of what was announced.
 */
export type Schedule = {
  name: string;
  every: { minutes: number };
  /** Function group, as in `functions/<group>`. */
  target: 'sweep' | 'seal' | 'rebuild' | 'views' | 'publish';
  input: { task: string; input: Record<string, unknown> };
};

export const schedules: readonly Schedule[] = [
  {
    // an open turn counts as abandoned after 2 minutes; ten minutes of look-back forgive a few missed runs
    name: 'reconcile',
    every: { minutes: 1 },
    target: 'sweep',
    input: { task: 'Reconcile', input: { lookBackMinutes: 10 } },
  },
  {
    // and once a day everything of the last two, for whatever a longer outage left open
    name: 'reconcile-daily',
    every: { minutes: 1_440 },
    target: 'sweep',
    input: { task: 'Reconcile', input: { lookBackMinutes: 2_880 } },
  },
  {
    // the days of the index that are due: today, and what the last minutes before midnight left
    name: 'sweep-retention',
    every: { minutes: 5 },
    target: 'sweep',
    input: { task: 'SweepRetention', input: { lookBackDays: 2 } },
  },
  {
    // and once a day four months, for what was held, failed, or became due during an outage
    name: 'sweep-retention-daily',
    every: { minutes: 1_440 },
    target: 'sweep',
    input: { task: 'SweepRetention', input: { lookBackDays: 120 } },
  },
  {
    // SPEC B4
    name: 'sweep-uploads',
    every: { minutes: 30 },
    target: 'sweep',
    input: { task: 'SweepUploads', input: { lookBackDays: 7 } },
  },
  {
    // an export is there for a week (SPEC A11)
    name: 'sweep-exports',
    every: { minutes: 30 },
    target: 'sweep',
    input: { task: 'SweepExports', input: {} },
  },
  {
    // SPEC N14: five days before a request is due
    name: 'alert-due-requests',
    every: { minutes: 1_440 },
    target: 'sweep',
    input: { task: 'AlertDueRequests', input: {} },
  },
  {
    // what nobody heard of after 20 minutes is lost; the rest forgives a few missed runs
    name: 'resume-requests',
    every: { minutes: 30 },
    target: 'sweep',
    input: { task: 'ResumeRequests', input: { lookBackMinutes: 120 } },
  },
  {
    name: 'resume-requests-daily',
    every: { minutes: 1_440 },
    target: 'sweep',
    input: { task: 'ResumeRequests', input: { lookBackMinutes: 4_320 } },
  },
  {
    // SPEC N5; a commit is dated when it is decided and appended within seconds, so a quarter of an hour is plenty
    name: 'seal-ledger',
    every: { minutes: 60 },
    target: 'seal',
    input: { task: 'SealLedger', input: { afterMinutes: 15 } },
  },
  {
    // SPEC N9: what an outage parked flows again without anybody
    name: 'redrive-views',
    every: { minutes: 2 },
    target: 'views',
    input: { task: 'RedriveRecoverable', input: { limit: 200 } },
  },
  {
    name: 'redrive-publish',
    every: { minutes: 2 },
    target: 'publish',
    input: { task: 'RedriveRecoverable', input: { limit: 200 } },
  },
  {
    // SPEC N8: a week to roll back, and what was retired goes at once
    name: 'retire-generations',
    every: { minutes: 1_440 },
    target: 'rebuild',
    input: { task: 'RetireOld', input: { days: 7 } },
  },
];

/** What an announcement says beside the event's type: `functions/publish/announce.ts`. */
export type Told = 'id' | 'subject' | 'stream' | 'number' | 'version' | 'at' | 'correlation';

export type Rule = {
  name: string;
  /** Type of the event that was announced. */
  on: string;
  /** Function group, as in `functions/<group>`. */
  target: 'privacy' | 'jobs' | 'rebuild';
  task: string;
  /** Field of the task's input → field of the announcement. Ids only: an announcement knows nothing else. */
  input: Readonly<Record<string, Told>>;
};

/** A commit as the tasks of `requests/contract.ts` are told of it. */
const commit = { subject: 'subject', stream: 'stream', number: 'number' } as const;

/** Whatever somebody has erased becomes a privacy request, which ends in a receipt. */
const erasures: readonly Rule[] = [
  { name: 'erase-deleted-session', on: 'SessionDeleted' },
  { name: 'erase-closed-account', on: 'AccountClosed' },
  { name: 'erase-deleted-vehicle', on: 'VehicleDeleted' },
  { name: 'erase-cleared-garage', on: 'GarageCleared' },
  { name: 'open-request-from-chat', on: 'PrivacyWishConfirmed' },
].map((rule) => ({ ...rule, target: 'privacy', task: 'OpenRequest', input: commit }));

export const rules: readonly Rule[] = [
  ...erasures,
  { name: 'start-confirmed-request', on: 'IdentityConfirmed', target: 'jobs', task: 'StartJob', input: commit },
  { name: 'start-resumed-request', on: 'RequestResumed', target: 'jobs', task: 'StartJob', input: commit },
  { name: 'resume-held-requests', on: 'HoldReleased', target: 'privacy', task: 'ResumeHeld', input: commit },
  { name: 'start-verification', on: 'VerificationBegun', target: 'jobs', task: 'StartVerification', input: commit },
  { name: 'start-rebuild', on: 'RebuildBegun', target: 'jobs', task: 'StartRebuild', input: commit },
  {
    name: 'remove-retired-generation',
    on: 'GenerationRetired',
    target: 'rebuild',
    task: 'RemoveRetired',
    input: commit,
  },
];

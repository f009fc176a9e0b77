/**
 * What the job of a request tells: each step once, whatever is repeated. What comes late, when the request has ended,
 * changes nothing.
 */
import type * as z from 'zod';
import { InvalidInput, PermissionDenied } from '../../schemas/errors.ts';
import type { PrivacyStep, PrivacyWish, StoreCount, Tally } from '../../schemas/privacy.ts';
import { isOpen, received } from './decide.ts';
import type { PrivacyEvent } from './events.ts';
import type { ExportFacts, OpenRequest, ReceiptFacts, RequestState } from './state.ts';

/** The request where it is still open. Throws `NotFound` for one that nobody made. */
const openOne = (state: RequestState): OpenRequest | undefined => {
  received(state);
  return isOpen(state) ? state : undefined;
};

/** Throws `PermissionDenied`: nobody's data is touched before it is sure whose it is. */
const requireIdentity = ({ confirmedBy }: OpenRequest): void => {
  if (!confirmedBy) throw new PermissionDenied('Confirm first that this request is yours.');
};

const requireKind = ({ wish }: OpenRequest, kind: PrivacyWish['kind']): void => {
  if (wish.kind !== kind) throw new InvalidInput(`This request asks for an ${wish.kind}, not for an ${kind}.`);
};

/** Waits for a hold; where another hold takes its place, for that one. */
export const holdRequest =
  (holdId: string) =>
  (state: RequestState): PrivacyEvent[] => {
    const open = openOne(state);
    if (!open || (open.status === 'held' && open.holdId === holdId)) return [];
    return [{ type: 'RequestHeld', holdId }];
  };

/** After the release of its hold, or once a person has mended what failed. */
export const resumeRequest = (state: RequestState): PrivacyEvent[] => {
  const status = openOne(state)?.status;
  return status === 'held' || status === 'failed' ? [{ type: 'RequestResumed' }] : [];
};

/**
 * A person lets it go on: one that failed, or one that is confirmed and whose job was lost. A job that is under way all
 * the same does each step once. Throws `NotFound`, `PermissionDenied` for one that waits for a hold.
 */
export const retryRequest = (state: RequestState): PrivacyEvent[] => {
  const status = openOne(state)?.status;
  if (status === 'held')
    throw new PermissionDenied('A legal hold keeps this data. The request goes on by itself once it is released.');
  return status === 'failed' || status === 'confirmed' ? [{ type: 'RequestResumed' }] : [];
};

/**
 * A fact even where a hold came meanwhile. The first tally of a step stays: a step that is repeated finds less, so a job
 * counts what there is before it removes. Throws `PermissionDenied` before the identity is confirmed.
 */
export const stepDone =
  (step: PrivacyStep, tally: z.infer<typeof Tally>) =>
  (state: RequestState): PrivacyEvent[] => {
    const open = openOne(state);
    if (!open || isDone(open, step)) return [];
    requireIdentity(open);
    return [{ type: 'StepDone', step, tally }];
  };

/** The person was told, before the work or after its end; once. */
export const personTold = (state: RequestState): PrivacyEvent[] => {
  received(state);
  return isDone(state, 'tell') ? [] : [{ type: 'StepDone', step: 'tell', tally: { found: 1, removed: 0, left: 0 } }];
};

/** What there is before anything is taken. The first answer stays. Throws `PermissionDenied` as above. */
export const dataFound =
  (stores: z.infer<typeof StoreCount>[]) =>
  (state: RequestState): PrivacyEvent[] => {
    const open = openOne(state);
    if (!open || open.found) return [];
    requireIdentity(open);
    return [{ type: 'DataFound', stores }];
  };

/** Part of a long step: `done` in all so far. Nothing for a step that is over. */
export const stepAdvanced =
  (step: PrivacyStep, done: number) =>
  (state: RequestState): PrivacyEvent[] => {
    const open = openOne(state);
    if (!open || isDone(open, step) || (open.advanced?.step === step && open.advanced.done >= done)) return [];
    return [{ type: 'StepAdvanced', step, done }];
  };

/**
 * An export is about to be complete, and erasures have come so far. Where they have come farther since it last looked,
 * what was collected may hold what is gone, and has to be collected again. Nothing where nothing has happened.
 * @param erasures any number that grows with each step of an erasure
 */
export const lookAtErasures =
  (erasures: number) =>
  (state: RequestState): PrivacyEvent[] => {
    const open = openOne(state);
    if (!open || open.wish.kind !== 'export' || open.overtaken?.again) return [];
    return erasures > (open.overtaken?.erasures ?? 0) ? [{ type: 'ExportOvertaken', erasures }] : [];
  };

/** Whether what was collected counts no more. */
export const isOvertaken = (state: RequestState): boolean => state.status !== 'none' && state.overtaken?.again === true;

/** After `lookAtErasures` said so; nothing otherwise. */
export const collectedAgain = (state: RequestState): PrivacyEvent[] =>
  openOne(state) && isOvertaken(state) ? [{ type: 'ExportCollectedAgain' }] : [];

/** Where a job that is run again goes on. */
export const isDone = (state: RequestState, step: PrivacyStep): boolean =>
  state.status !== 'none' && state.steps.some((done) => done.step === step);

/** @param error the failure's name */
export const failRequest =
  (step: PrivacyStep, error: string) =>
  (state: RequestState): PrivacyEvent[] => {
    const open = openOne(state);
    if (!open || (open.status === 'failed' && open.step === step && open.error === error)) return [];
    return [{ type: 'RequestFailed', step, error }];
  };

/** Throws `PermissionDenied` before the identity is confirmed, `InvalidInput` for an erasure. */
export const completeExport =
  (facts: ExportFacts) =>
  (state: RequestState): PrivacyEvent[] => {
    const open = openOne(state);
    if (!open) return [];
    requireKind(open, 'export');
    requireIdentity(open);
    return [{ type: 'ExportCompleted', ...facts }];
  };

/** The archive's week is over. Nothing where none was made. */
export const eraseExport = (state: RequestState): PrivacyEvent[] =>
  received(state).status === 'exported' ? [{ type: 'ExportErased' }] : [];

/** Throws `PermissionDenied` before the identity is confirmed and under a hold, `InvalidInput` for an export. */
export const completeErasure =
  (receipt: ReceiptFacts) =>
  (state: RequestState): PrivacyEvent[] => {
    const open = openOne(state);
    if (!open) return [];
    requireKind(open, 'erasure');
    requireIdentity(open);
    if (open.status === 'held')
      throw new PermissionDenied('A legal hold keeps this data. It can be erased once the hold is released.');
    return [{ type: 'ErasureCompleted', ...receipt }];
  };

/**
 * The stream of one privacy request, in the partition of the person whose data it is about. It outlives the erasure of
 * everything else and is its receipt, so nothing personal is in it.
 *
 *     received → confirmed → exported → expired
 *                          → erased
 *
 * - `received`: due in 28 days (SPEC N14), once extended by two months. Nobody's data is touched yet.
 * - `confirmed`: it is sure who asks; the job does step after step (`stepDone`), and a job that is run again asks
 *   `isDone` where to go on.
 * - `held`: the job met a legal hold (`heldBy` of the stream `holds`) and waits; `resumeRequest` after its release.
 * - `failed`: the job gave up at a step. A person mends what was wrong, `resumeRequest`, and the job is run again.
 * - `refused`: ends a request whose work has not begun.
 *
 * Every wish that is repeated, and whatever a job tells of a request that has ended, answers with no events.
 */
import type { StreamModel } from '../core/decider.ts';
import { PrivacyEvent, privacyUpcasters } from './events.ts';
import { evolve, initial, type RequestState } from './state.ts';

export const privacy: StreamModel<RequestState, PrivacyEvent> = {
  type: 'privacy',
  initial,
  evolve,
  events: PrivacyEvent,
  upcasters: privacyUpcasters,
  fold: 2,
};

export const privacyStream = (userId: string, requestId: string) => ({
  subject: userId,
  stream: `${privacy.type}/${requestId}`,
});

/** The request that a stream is about. */
export const requestIdIn = (stream: string): string => stream.slice(`${privacy.type}/`.length);

export * from './decide.ts';
export * from './work.ts';
export { PrivacyEvent } from './events.ts';
export type { DoneStep, EndedRequest, ExportFacts, OpenRequest, ReceiptFacts, RequestState } from './state.ts';

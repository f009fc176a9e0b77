/** One request, read and written as the job that works on it does. */
import { foldEvents } from '../../events/core/decider.ts';
import type { Decide, Outcome } from '../../events/core/event-store.ts';
import {
  privacy,
  privacyStream,
  requestIdIn,
  type PrivacyEvent,
  type RequestState,
} from '../../events/privacy/index.ts';
import type { PrivacyParts } from './ports.ts';

/** Whose request, and which. */
export type Which = { subject: string; requestId: string };

export type DecideOnRequest = Decide<RequestState, PrivacyEvent>;

const ACTOR = { kind: 'system' as const, id: 'privacy' };

/** As it is: a job must not act on an old read. */
export const requestNow = async (
  { store }: Pick<PrivacyParts, 'store'>,
  { subject, requestId }: Which,
): Promise<RequestState> => (await store.load(privacy, privacyStream(subject, requestId), { consistent: true })).state;

/** Requests read at once: a person who deleted a thousand conversations has as many of them. */
const AT_ONCE = 16;

/** Every request of a person, as it is. */
export const requestsOf = async function* (
  { store }: Pick<PrivacyParts, 'store'>,
  subject: string,
): AsyncGenerator<{ requestId: string; state: RequestState }> {
  const ids = (await store.streams(subject, privacy.type)).map(requestIdIn);
  for (let first = 0; first < ids.length; first += AT_ONCE)
    yield* await Promise.all(
      ids
        .slice(first, first + AT_ONCE)
        .map(async (requestId) => ({ requestId, state: await requestNow({ store }, { subject, requestId }) })),
    );
};

/** Throws what `decide` throws, and as the store does. @param commandId an id that a repeat has again, where it matters */
export const onRequest = async (
  { store, newId }: Pick<PrivacyParts, 'store' | 'newId'>,
  { subject, requestId }: Which,
  decide: DecideOnRequest,
  commandId: string = newId(),
): Promise<Outcome<RequestState, PrivacyEvent>> => {
  const context = { commandId, actor: ACTOR, correlation: requestId };
  return store.execute(privacy, privacyStream(subject, requestId), context, decide);
};

/** Several decisions as one commit: each builds on what those before it decided. */
export const inTurn =
  (...decisions: DecideOnRequest[]): DecideOnRequest =>
  (state, at) =>
    decisions.reduce<PrivacyEvent[]>(
      (events, decide) => [...events, ...decide(foldEvents(privacy, state, events, at), at)],
      [],
    );

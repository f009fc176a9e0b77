/** What people and compliance decide about a request. What its job tells is in `work.ts`. */
import { AlreadyExists, InvalidInput, NotFound, PermissionDenied, QuotaExceeded } from '../../schemas/errors.ts';
import type { AskedVia, ExtensionReason, IdentityProof, PrivacyWish, RefusalReason } from '../../schemas/privacy.ts';
import type { PrivacyEvent } from './events.ts';
import type { EndedRequest, OpenRequest, RequestState } from './state.ts';

/** Art. 12(3) GDPR says a month; the shortest has 28 days (SPEC N14). */
export const DUE_DAYS = 28;

/** Art. 12(3) GDPR allows three months in all, which are never fewer than 89 days: 28 and 60 are within them. */
export const EXTENSION_DAYS = 60;

const daysAfter = (at: string, days: number): string => new Date(Date.parse(at) + days * 86_400_000).toISOString();

/** Throws `NotFound` for a request that nobody made. */
export const received = (state: RequestState): OpenRequest | EndedRequest => {
  if (state.status === 'none') throw new NotFound('request');
  return state;
};

export const isOpen = (state: RequestState): state is OpenRequest => state.status !== 'none' && !('endedAt' in state);

/** Throws `NotFound`, and `InvalidInput` for a request that has ended. */
const stillOpen = (state: RequestState): OpenRequest => {
  const { status } = received(state);
  if (!isOpen(state)) throw new InvalidInput(`This request has ended already: it is ${status}.`, { status });
  return state;
};

const isSame = (a: PrivacyWish, b: PrivacyWish): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Throws `AlreadyExists` where the id stands for another wish. */
export const openRequest =
  ({ wish, via }: { wish: PrivacyWish; via: AskedVia }) =>
  (state: RequestState, at: string): PrivacyEvent[] => {
    if (state.status === 'none') return [{ type: 'RequestReceived', wish, via, dueAt: daysAfter(at, DUE_DAYS) }];
    if (!isSame(state.wish, wish)) throw new AlreadyExists('request');
    return [];
  };

/** Whoever was confirmed once is not confirmed again; an ended request needs nobody's identity any more. */
export const confirmIdentity =
  (by: IdentityProof) =>
  (state: RequestState): PrivacyEvent[] =>
    received(state).confirmedBy || !isOpen(state) ? [] : [{ type: 'IdentityConfirmed', by }];

/**
 * Once, while the person can still be told in time. Throws `NotFound`, `InvalidInput` for a request that has ended,
 * `QuotaExceeded` for a second time, `PermissionDenied` once it is due.
 */
export const extendRequest =
  (reason: ExtensionReason) =>
  (state: RequestState, at: string): PrivacyEvent[] => {
    const { extension, dueAt } = stillOpen(state);
    if (extension === reason) return [];
    if (extension) throw new QuotaExceeded('This request was extended once, and more the law does not allow.');
    if (at > dueAt) throw new PermissionDenied('This request is overdue, and an extension had to be told before.');
    return [{ type: 'RequestExtended', dueAt: daysAfter(dueAt, EXTENSION_DAYS), reason }];
  };

/**
 * Throws `NotFound`, and `InvalidInput` for a request that has ended another way or whose work has begun: what is half
 * done must not be called refused.
 */
export const refuseRequest =
  (reason: RefusalReason) =>
  (state: RequestState): PrivacyEvent[] => {
    if (state.status === 'refused' && state.reason === reason) return [];
    const { steps, found } = stillOpen(state);
    if (steps.length > 0 || found)
      throw new InvalidInput('The work on this request has begun. It can be completed, and not refused any more.');
    return [{ type: 'RequestRefused', reason }];
  };

/** What only compliance and ops may do, as the API itself has it; and requests for compliance to decide about. */
import { randomUUID } from 'node:crypto';
import type { EventStore } from '../../events/core/event-store.ts';
import {
  confirmIdentity,
  openRequest,
  privacy,
  privacyStream,
  type PrivacyEvent,
  type RequestState,
} from '../../events/privacy/index.ts';
import { doorOf } from '../../functions/api/doors.ts';
import { complianceMutations, complianceQueries } from '../../functions/api/operations/index.ts';
import type { ApiParts } from '../../functions/api/ports.ts';
import type { PrivacyWish } from '../../schemas/privacy.ts';

const NO_PARTS = {} as ApiParts;

const FOR_COMPLIANCE = new Set(
  [complianceQueries(NO_PARTS), complianceMutations(NO_PARTS)].flatMap((operations) => Object.keys(operations)),
);

/** Whether an operation is for people with the role `compliance`. */
export const isForCompliance = (operation: string): boolean =>
  FOR_COMPLIANCE.has(operation) || doorOf(operation) === 'audit';

/** Whether an operation is for people with the role `ops`. */
export const isForOps = (operation: string): boolean => doorOf(operation) === 'ops';

/** The role that somebody needs for an operation. */
export const roleFor = (operation: string): string => {
  if (isForOps(operation)) return 'ops';
  return isForCompliance(operation) ? 'compliance' : 'customer';
};

/** One command on a request, as its job would give it. */
export const onRequest = (
  store: EventStore,
  userId: string,
  requestId: string,
  decide: (state: RequestState, at: string) => PrivacyEvent[],
) =>
  store.execute(
    privacy,
    privacyStream(userId, requestId),
    { commandId: randomUUID(), actor: { kind: 'system', id: 'test' }, correlation: requestId },
    decide,
  );

/** A request that waits until it is sure who asks, so that no job begins. Answers with its id. */
export const received = async (
  store: EventStore,
  userId: string,
  wish: PrivacyWish = { kind: 'export' },
  requestId: string = randomUUID(),
): Promise<string> => {
  await onRequest(store, userId, requestId, openRequest({ wish, via: 'api' }));
  return requestId;
};

/** A request that is confirmed: its job begins where there is a runtime. Answers with its id. */
export const requested = async (
  store: EventStore,
  userId: string,
  wish: PrivacyWish = { kind: 'erasure', scope: { what: 'account' } },
  requestId: string = randomUUID(),
): Promise<string> => {
  await received(store, userId, wish, requestId);
  await onRequest(store, userId, requestId, confirmIdentity('login'));
  return requestId;
};

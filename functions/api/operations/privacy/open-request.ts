/** Makes a privacy request of what somebody asks for, or finds the one that they made of it before. */
import {
  confirmIdentity,
  isOpen,
  openRequest,
  privacy,
  privacyStream,
  requestIdIn,
  type RequestState,
} from '../../../../events/privacy/index.ts';
import type { AskedVia, IdentityProof, PrivacyWish } from '../../../../schemas/privacy.ts';
import { inTurn } from '../../../privacy/on-request.ts';
import { idOfCommand } from '../../ids.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';

type Parts = Pick<ApiParts, 'store' | 'newId'>;

export type RequestNow = { requestId: string; state: RequestState; number: number };

export type Asking = {
  commandId?: string | undefined;
  /** Absent: the request waits until it is sure who asks. */
  confirmedBy?: IdentityProof | undefined;
  via?: AskedVia;
};

/** A request as it stands now. */
export const requestNow = async (
  { store }: Pick<Parts, 'store'>,
  userId: string,
  requestId: string,
): Promise<RequestNow> => {
  const { state, number } = await store.load(privacy, privacyStream(userId, requestId), { consistent: true });
  return { requestId, state, number };
};

/** Requests that are read at once: whoever deletes many conversations has many. */
const AT_ONCE = 16;

/** All requests of a person: one query finds them, one more for each tells how it stands. */
export const requestsNow = async (parts: Pick<Parts, 'store'>, userId: string): Promise<RequestNow[]> => {
  const ids = (await parts.store.streams(userId, privacy.type)).map(requestIdIn);
  const found: RequestNow[] = [];
  for (let first = 0; first < ids.length; first += AT_ONCE) {
    const some = ids.slice(first, first + AT_ONCE);
    found.push(...(await Promise.all(some.map((id) => requestNow(parts, userId, id)))));
  }
  return found;
};

/**
 * Opens a request, and confirms it in the same commit where it is sure who asks. Its id is made of the person and the
 * command, so a repeat finds the same one. Throws `AlreadyExists` for the command of another wish.
 */
export const openRequestOf = async (
  parts: Parts,
  { userId, actor }: Pick<Principal, 'userId' | 'actor'>,
  wish: PrivacyWish,
  { commandId = parts.newId(), confirmedBy, via = 'api' }: Asking = {},
): Promise<RequestNow> => {
  const requestId = idOfCommand(userId, commandId);
  const context = { commandId, actor, correlation: requestId };
  const opening = openRequest({ wish, via });
  const decide = confirmedBy ? inTurn(opening, confirmIdentity(confirmedBy)) : opening;
  const outcome = await parts.store.execute(privacy, privacyStream(userId, requestId), context, decide);
  return outcome.repeated ? requestNow(parts, userId, requestId) : { requestId, ...outcome };
};

/** The wish is granted by a request that is there already: all of an export, an erasure that has not begun. */
const grants = (state: RequestState, wish: PrivacyWish): boolean =>
  isOpen(state) &&
  JSON.stringify(state.wish) === JSON.stringify(wish) &&
  (wish.kind === 'export' || state.steps.length === 0);

/** The same, but whoever asks for the same thing again while it is open gets the request that there is. */
export const askFor = async (
  parts: Parts,
  principal: Pick<Principal, 'userId' | 'actor'>,
  wish: PrivacyWish,
  asking: Asking = {},
): Promise<RequestNow> => {
  const { commandId = parts.newId(), confirmedBy } = asking;
  const made = idOfCommand(principal.userId, commandId);
  const requests = await requestsNow(parts, principal.userId);
  const same = requests.find(({ requestId, state }) => requestId !== made && grants(state, wish));
  if (!same || requests.some(({ requestId }) => requestId === made))
    return openRequestOf(parts, principal, wish, { ...asking, commandId });
  if (!confirmedBy) return same;
  const context = { commandId, actor: principal.actor, correlation: same.requestId };
  const address = privacyStream(principal.userId, same.requestId);
  await parts.store.execute(privacy, address, context, confirmIdentity(confirmedBy));
  return requestNow(parts, principal.userId, same.requestId);
};

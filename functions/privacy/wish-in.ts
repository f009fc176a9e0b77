/** What somebody had erased, or wished for in the chat, read from the commit that says so. */
import { eventId, type Commit } from '../../events/core/commit.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import { garage } from '../../events/garage/index.ts';
import { session } from '../../events/session/index.ts';
import { StreamErased } from '../../schemas/errors.ts';
import { RequestId, type ErasureScope, type PrivacyWish } from '../../schemas/privacy.ts';
import { idOfCommand } from '../api/ids.ts';

type Store = Pick<EventStore, 'open'>;

/** `chat`: it was asked for in a conversation. */
export type FoundWish = { requestId: string; wish: PrivacyWish; chat?: true };

const erasure = (scope: ErasureScope): PrivacyWish => ({ kind: 'erasure', scope });

/**
 * A commit's correlation is the request's id. Older ones have other correlations, several commits the same: they get an
 * id of their own, each time the same one.
 */
const requestOf = ({ subject, stream, number, correlation }: Commit): string => {
  const id = RequestId.safeParse(correlation);
  return id.success ? id.data : idOfCommand(subject, eventId(stream, number, 0));
};

const sessionIdIn = (stream: string): string => stream.slice(`${session.type}/`.length);

const deletedVehicle = async (store: Store, commit: Commit): Promise<FoundWish | undefined> => {
  const { events } = await store.open(garage, commit);
  const deleted = events.find((event) => event.type === 'VehicleDeleted');
  if (!deleted) return undefined;
  return { requestId: requestOf(commit), wish: erasure({ what: 'vehicle', vehicleId: deleted.vehicleId }) };
};

const confirmedWish = async (store: Store, commit: Commit): Promise<FoundWish | undefined> => {
  const { events } = await store.open(session, commit);
  const confirmed = events.find((event) => event.type === 'PrivacyWishConfirmed');
  return confirmed && { requestId: confirmed.requestId, wish: confirmed.wish, chat: true };
};

const isIn = ({ events }: Commit, type: string): boolean => events.some((event) => event.type === type);

const read = async (store: Store, commit: Commit): Promise<FoundWish | undefined> => {
  const requestId = requestOf(commit);
  if (isIn(commit, 'AccountClosed')) return { requestId, wish: erasure({ what: 'account' }) };
  if (isIn(commit, 'SessionDeleted'))
    return { requestId, wish: erasure({ what: 'session', sessionId: sessionIdIn(commit.stream) }) };
  if (isIn(commit, 'GarageCleared')) return { requestId, wish: erasure({ what: 'vehicles' }) };
  // what was erased meanwhile says no more which vehicle it was, or what was wished: it went with all the rest
  if (!commit.body) return undefined;
  if (isIn(commit, 'VehicleDeleted')) return deletedVehicle(store, commit);
  return isIn(commit, 'PrivacyWishConfirmed') ? confirmedWish(store, commit) : undefined;
};

/** Undefined where the commit asks for nothing, or was erased itself. Throws `Corrupted`, `StorageUnavailable`. */
export const wishIn = async (store: Store, commit: Commit): Promise<FoundWish | undefined> => {
  try {
    return await read(store, commit);
  } catch (error) {
    if (error instanceof StreamErased) return undefined;
    throw error;
  }
};

/** Conversations that go on speaking of an erased vehicle: they are the person's own words, and go when they delete them. */
import type { EventStore } from '../../events/core/event-store.ts';
import { garage, garageStream } from '../../events/garage/index.ts';
import { session } from '../../events/session/index.ts';
import { StreamErased } from '../../schemas/errors.ts';

/** Sessions opened at once. */
const AT_ONCE = 16;

/** The vehicles of the library that a session names; none of one that is gone. */
const vehiclesOf = async (store: EventStore, subject: string, stream: string): Promise<string[]> => {
  try {
    const { state } = await store.load(session, { subject, stream });
    if (state.status === 'none' || state.status === 'deleted') return [];
    return [state.vehicleId, state.vin?.savedAs].filter((id) => id !== undefined);
  } catch (error) {
    if (error instanceof StreamErased) return [];
    throw error;
  }
};

/**
 * How many of a person's sessions name one of these vehicles.
 * @param vehicleIds `all`: every vehicle that is not in the library any more
 */
export const conversationsWith = async (
  store: EventStore,
  subject: string,
  vehicleIds: readonly string[] | 'all',
): Promise<number> => {
  const kept =
    vehicleIds === 'all' ? (await store.load(garage, garageStream(subject))).state.vehicles.map(({ id }) => id) : [];
  const isGone = (id: string) => (vehicleIds === 'all' ? !kept.includes(id) : vehicleIds.includes(id));

  const streams = await store.streams(subject, 'session');
  let count = 0;
  for (let first = 0; first < streams.length; first += AT_ONCE) {
    const named = await Promise.all(
      streams.slice(first, first + AT_ONCE).map((stream) => vehiclesOf(store, subject, stream)),
    );
    count += named.filter((ids) => ids.some(isGone)).length;
  }
  return count;
};

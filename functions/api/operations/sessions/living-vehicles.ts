/** The caller's library as queries need it: a session may still name a vehicle that is gone. */
import type { EventStore } from '../../../../events/core/event-store.ts';
import { garage, garageStream, type GarageState } from '../../../../events/garage/index.ts';
import type { SessionRow } from '../../../../events/projections/session-list.ts';
import { StreamErased } from '../../../../schemas/errors.ts';
import { isAnonymous } from '../../../../schemas/values.ts';

export type Library = { state: GarageState; number: number };

const EMPTY: Library = { state: garage.initial, number: 0 };

/** The library now, in one consistent query, and none for visitors. One that was erased holds nothing. */
export const libraryNow = async (store: EventStore, userId: string): Promise<Library> => {
  if (isAnonymous(userId)) return EMPTY;
  try {
    return await store.load(garage, garageStream(userId), { consistent: true });
  } catch (error) {
    if (error instanceof StreamErased) return EMPTY;
    throw error;
  }
};

/** Ids of the vehicles that are still there; nothing is read where no row names one. */
export const livingVehicles = async (
  store: EventStore,
  userId: string,
  rows: readonly SessionRow[],
): Promise<ReadonlySet<string>> => {
  if (rows.every((row) => row.status === 'DELETED' || row.vehicleId === undefined)) return new Set();
  const { state } = await libraryNow(store, userId);
  return new Set(state.vehicles.map(({ id }) => id));
};

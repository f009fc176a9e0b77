/**
 * The erasure of vehicles. The library is one stream under one key, so it gets a fresh key, and what is to stay is written
 * once more under it; only then the old key goes, and with it whatever the library has said of the erased vehicles.
 *
 * Why nothing is lost: a library's key is read anew after its newest commit (`fresh` in the event store). Whoever read it
 * before the fresh key was there has read a commit below the one that carries over, so their own finds its number taken.
 * All that stands above that commit is sealed with the fresh key.
 */
import type { Commit } from '../../events/core/commit.ts';
import type { CommitLog } from '../../events/core/commit-log.ts';
import type { CommandContext, EventStore, Loaded } from '../../events/core/event-store.ts';
import type { KeyRotator } from '../../events/core/vault.ts';
import {
  carryOver,
  clearGarage,
  deleteVehicle,
  garage,
  garageStream,
  type GarageEvent,
  type GarageState,
} from '../../events/garage/index.ts';

/** How many commits back it is seen what this request did already: as far as a command is remembered. */
const REMEMBERED = 32;

export type VehicleErasure = {
  subject: string;
  requestId: string;
  /** When it was asked for, ISO 8601: what was added since is not meant. */
  at: string;
  vehicleIds: readonly string[] | 'all';
};

type Parts = { store: EventStore; rotator: KeyRotator };

const isMeant =
  ({ vehicleIds, at }: VehicleErasure) =>
  ({ id, createdAt }: GarageState['vehicles'][number]): boolean =>
    createdAt <= at && (vehicleIds === 'all' || vehicleIds.includes(id));

/** What is meant goes in one commit, so that the request has taken either all of it or nothing. */
const takeOut =
  (wish: VehicleErasure) =>
  (state: GarageState): GarageEvent[] => {
    const meant = state.vehicles.filter(isMeant(wish));
    const isAll = wish.vehicleIds === 'all' && meant.length === state.vehicles.length;
    return isAll ? clearGarage(state) : meant.flatMap(({ id }) => deleteVehicle(id)(state));
  };

const isIn = ({ events }: Commit, type: GarageEvent['type']): boolean => events.some((event) => event.type === type);

/** Whether the wish was a deletion that is on record: a vehicle that came since, even under its id, is another one. */
const isTakenOut = ({ recent }: Loaded<GarageState>, { requestId }: VehicleErasure): boolean =>
  recent.some(
    (commit) => commit.correlation === requestId && (isIn(commit, 'VehicleDeleted') || isIn(commit, 'GarageCleared')),
  );

/**
 * Can be repeated after a failure anywhere. `below`: the commit that carries the library over; what stands below it can
 * be read no more and is to be removed. 1 where there is no library.
 * Throws `ConcurrentModification` while another request does the same.
 */
export const carryOverGarage =
  ({ store, rotator }: Parts) =>
  async (wish: VehicleErasure): Promise<{ below: number }> => {
    const { subject, requestId, at } = wish;
    const address = garageStream(subject);
    const carries = `${requestId}/carry-over`;
    const context = (commandId: string): CommandContext => ({
      commandId,
      actor: { kind: 'system', id: 'erase-data' },
      correlation: requestId,
    });

    const loaded = await store.load(garage, address, { recent: REMEMBERED });
    if (loaded.number === 0 || loaded.anew) return { below: 1 };
    // by its header: another erasure since may have taken the key that would open it
    const carried = loaded.recent.find(({ command }) => command === carries);
    if (carried) {
      await rotator.finishRotation(address, requestId, at);
      return { below: carried.number };
    }

    if (!isTakenOut(loaded, wish))
      await store.execute(garage, address, context(`${requestId}/take-out`), takeOut(wish));
    await rotator.startRotation(address, requestId, at);
    const { number, events, repeated } = await store.execute(garage, address, context(carries), carryOver);
    await rotator.finishRotation(address, requestId, at);
    // nothing: all of the library was erased meanwhile
    return { below: events.length === 0 && !repeated ? 1 : number };
  };

/** Headers read at a time. */
const PAGE = 100;

/**
 * Whether this request's vehicles are gone from this copy of the tables. Only headers tell, which stay: of two requests
 * the one that was made first may be carried out last.
 */
export const isCarriedOver = async (
  log: Pick<CommitLog, 'newest'>,
  { subject, requestId, at }: Pick<VehicleErasure, 'subject' | 'requestId' | 'at'>,
): Promise<boolean> => {
  const newest = (page: { below?: number }) =>
    log.newest(garageStream(subject), { limit: PAGE, consistent: true, ...page });
  for (let page = await newest({}); page.length > 0;) {
    if (page.some((commit) => commit.correlation === requestId && isIn(commit, 'GarageCarriedOver'))) return true;
    const oldest = page.at(-1)!;
    if (oldest.at < at) return false;
    page = await newest({ below: oldest.number });
  }
  return false;
};

/** RecordVin: what a VIN says becomes a fact, of the session or of a vehicle in the library. */
import type { EventStore } from '../../events/core/event-store.ts';
import { garage, garageStream, verifyVehicle } from '../../events/garage/index.ts';
import { recordVin, session, sessionStream, whileReadable } from '../../events/session/index.ts';
import type { recordVinContract, VinRecorded } from '../../workflows/decode-vin/contract.ts';
import type { InputOf } from '../../workflows/contract.ts';

type Input = InputOf<typeof recordVinContract, 'RecordVin'>;

const append = async (store: EventStore, { request, read, decoded }: Input) => {
  const { userId, into, commandId, actor, turnId, method } = request;
  const context = { commandId, actor, correlation: turnId ?? commandId };
  if ('vehicleId' in into)
    return store.execute(garage, garageStream(userId), context, verifyVehicle(into.vehicleId, read.vin, decoded));
  const decoding = { ...(turnId ? { turnId } : {}), vin: read.vin, ...decoded, method, readBy: read.readBy };
  const address = sessionStream(userId, into.sessionId);
  return store.execute(session, address, context, whileReadable(userId, recordVin(decoding)));
};

/** Throws `NotFound`, `SessionExpired` for a session that is not there any more. */
export const recordDecodedVin =
  ({ store }: { store: EventStore }) =>
  async (input: Input): Promise<VinRecorded> => {
    const { at, number } = await append(store, input);
    return { ...input.decoded, readBy: input.read.readBy, at, number };
  };

/** The vehicles that somebody keeps, and how each came to be what it is. One that they deleted is on its way out. */
import type { AnyEvent } from '../../../events/core/decider.ts';
import { garage, garageStream, type GarageEvent, type KeptVehicle } from '../../../events/garage/index.ts';
import type { Vin } from '../../../schemas/vehicle.ts';
import type { Line } from '../categories.ts';
import type { ExportParts, Which } from '../ports.ts';
import { asEntry, asItem, happened } from './happened.ts';

/** What the decoder said is JSON text; what a client brought long ago may be any text. */
const readOut = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const vinFacts = ({ nhtsaData, ...vin }: Vin) => ({ ...vin, decoded: readOut(nhtsaData) });

const factsOf = ({ vin, ...vehicle }: KeptVehicle) => ({ ...vehicle, ...(vin ? { vin: vinFacts(vin) } : {}) });

/** What an event says of one vehicle; undefined where it speaks of others. */
const about = (event: GarageEvent, vehicleId: string): AnyEvent | undefined => {
  if ('vehicleId' in event) return event.vehicleId === vehicleId ? event : undefined;
  if (event.type !== 'GarageCarriedOver') return undefined;
  const vehicle = event.vehicles.find(({ id }) => id === vehicleId);
  const carried = { type: event.type, vehicle };
  return vehicle && carried;
};

async function* historyOf({ store }: ExportParts, subject: string, vehicleId: string): AsyncGenerator<Line> {
  for await (const { commit, events } of store.history(garage, garageStream(subject)))
    for (const event of events) {
      const said = about(event, vehicleId);
      if (said) yield asEntry(happened(commit, said));
    }
}

/** The library is read once for each vehicle, of which there are ten at most: nothing of it has to be held. */
export async function* vehicleLines(parts: ExportParts, { subject }: Which): AsyncGenerator<Line> {
  const { state } = await parts.store.load(garage, garageStream(subject), { consistent: true });
  for (const vehicle of state.vehicles) {
    yield asItem(factsOf(vehicle));
    yield* historyOf(parts, subject, vehicle.id);
  }
}

/** The embedded decoder (SPEC A7): vPIC as a file, asked where the internet does not answer. */
import { StorageUnavailable } from '../../../schemas/errors.ts';
import type { VinDetails } from '../../../schemas/vin-details.ts';
import { modelYearsOf } from '../../../schemas/vin.ts';
import { detailsOf } from '../../vin/details.ts';
import type { VinDecoder } from '../../vin/ports.ts';
import type { VpicValues } from '../../vin/vpic-words.ts';
import { openVpic, type Vpic } from './database.ts';
import { ENGINE_MODEL, keyOf, meanings, MODEL, settled, wmiOf } from './patterns.ts';

type Reading = { year: number; values: Map<number, string> };

const readingOf = (vpic: Vpic, wmiId: number, year: number, key: string): Reading => {
  const said = vpic.patternsOf(wmiId, year, key);
  const engineModel = settled(said, key).get(ENGINE_MODEL);
  // what is known of an engine fills gaps: a pattern of the very vehicle knows better
  const ofEngine = engineModel === undefined ? [] : vpic.engineOf(engineModel);
  return { year, values: settled([...said, ...ofEngine], key) };
};

/** As vPIC does, the year that says more is the right one: the model first, then the number of things. */
const worth = ({ values }: Reading): number => (values.has(MODEL) ? 1_000 : 0) + values.size;

const bestOf = (readings: Reading[]): Reading =>
  readings.reduce((best, one) => (worth(one) > worth(best) ? one : best));

/**
 * The years to try. A light vehicle's position 7 settles the cycle, unless its maker built nothing then and something in
 * the other one; of a heavy truck or a motorcycle both are tried.
 */
const yearsToTry = (vpic: Vpic, wmi: { id: number; light: boolean }, years: readonly number[]): readonly number[] => {
  if (!wmi.light) return years;
  return [years.find((year) => vpic.schemasOf(wmi.id, year) > 0) ?? years[0]!];
};

const textsOf = (vpic: Vpic, values: ReadonlyMap<number, string>): VpicValues =>
  Object.fromEntries(
    Object.entries(meanings).map(([element, { name, lookup }]) => {
      const value = values.get(Number(element));
      return [name, value === undefined || lookup === undefined ? value : vpic.spelledOut(lookup, value)];
    }),
  );

const decoded = (vpic: Vpic, vin: string, thisYear: number): VinDetails | undefined => {
  const wmi = vpic.wmi(wmiOf(vin));
  if (!wmi) return undefined;
  const key = keyOf(vin);
  const years = yearsToTry(vpic, wmi, modelYearsOf(vin, thisYear));
  const { year, values } = bestOf(years.map((one) => readingOf(vpic, wmi.id, one, key)));
  const modelId = values.get(MODEL);
  const named = modelId === undefined ? undefined : vpic.modelOf(modelId);
  // a maker of several makes, such as Nissan and Infiniti, tells them apart by the model only
  const makes = vpic.makesOf(wmi.id);
  const make = named?.make ?? (makes.length === 1 ? makes[0] : undefined);
  return detailsOf({ ...textsOf(vpic, values), make, model: named?.model, vehicleType: wmi.vehicleType }, year);
};

/**
 * @param database the path that `prepareVpic` gave; opened with the first VIN, so that whoever never asks needs no file
 * @param now the current instant, ISO 8601: what position 10 cannot be later than
 * @returns the port, and `close`; throws `StorageUnavailable` where the file is not there or damaged
 */
export const createVpicDecoder = ({
  database,
  now,
}: {
  database: string;
  now: () => string;
}): VinDecoder & { close(): void } => {
  let vpic: Vpic | undefined;
  return {
    source: 'vpic-embedded',
    decode: async (vin) => {
      try {
        vpic ??= openVpic(database);
        const details = decoded(vpic, vin, new Date(now()).getUTCFullYear());
        return details && { details, sourceVersion: vpic.version };
      } catch (cause) {
        throw new StorageUnavailable('vpic', { cause });
      }
    },
    close: () => {
      vpic?.close();
      vpic = undefined;
    },
  };
};

export { prepareVpic, vpicIn } from './prepare.ts';

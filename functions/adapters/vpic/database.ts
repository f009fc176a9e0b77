/** The questions that decoding asks of the prepared database. Every answer comes from an index, within a millisecond. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { ENGINE_MODEL, meanings, MODEL, type Said } from './patterns.ts';

/** Kilobytes of pages that SQLite keeps: enough for one maker's patterns, and the reason why memory stays flat. */
const CACHE_KB = 4_000;

const elements = [...Object.keys(meanings), ENGINE_MODEL, MODEL].join(', ');

const Wmi = z.object({ id: z.number(), vehicleType: z.string().nullable(), light: z.number() });
const Row = z.object({ element: z.number(), value: z.string(), keys: z.string() });
const Model = z.object({ make: z.string(), model: z.string() });
const Name = z.object({ name: z.string() });
const Count = z.object({ count: z.number() });

/** `light`: a car, a multipurpose vehicle or a light truck, whose position 7 tells the cycle of its model year. */
const WMI = `
  SELECT Wmi.Id AS id, VehicleType.Name AS vehicleType,
         coalesce(VehicleTypeId IN (2, 7) OR (VehicleTypeId = 3 AND TruckTypeId = 1), 0) AS light
  FROM Wmi LEFT JOIN VehicleType ON VehicleType.Id = Wmi.VehicleTypeId
  WHERE Wmi.Wmi = ?`;

/**
 * vPIC's wildcards are those of GLOB but for two: its `*` is any one character, its `#` a digit. Keys match where a
 * VIN begins with them. One slip in its ranges, `[1-A…` for `[1A…`, its own procedure mends the same way.
 */
const GLOB = `replace(replace(replace(Keys, '1-A', '1A'), '*', '?'), '#', '[0-9]') || '*'`;

const PATTERNS = `
  SELECT ElementId AS element, AttributeId AS value, Keys AS keys
  FROM Wmi_VinSchema AS span JOIN Pattern ON Pattern.VinSchemaId = span.VinSchemaId
  WHERE span.WmiId = ?1 AND ?2 BETWEEN span.YearFrom AND coalesce(span.YearTo, 9999)
    AND ElementId IN (${elements}) AND ?3 GLOB ${GLOB}
  ORDER BY span.YearFrom DESC, coalesce(UpdatedOn, CreatedOn) DESC, length(replace(Keys, '*', '')), Keys, Pattern.Id`;

const ENGINE = `
  SELECT ElementId AS element, AttributeId AS value, '' AS keys
  FROM EngineModel JOIN EngineModelPattern ON EngineModelPattern.EngineModelId = EngineModel.Id
  WHERE lower(trim(EngineModel.Name)) = lower(trim(?)) AND ElementId IN (${elements})
  ORDER BY EngineModelPattern.Id`;

const MODEL_NAME = `
  SELECT Make.Name AS make, Model.Name AS model
  FROM Model JOIN Make_Model ON Make_Model.ModelId = Model.Id JOIN Make ON Make.Id = Make_Model.MakeId
  WHERE Model.Id = CAST(? AS INTEGER)`;

/**
 * Opens a database that `prepareVpic` made; it may lie in a read-only place.
 *
 * @throws whatever SQLite throws where the file is missing or not the one
 */
export const openVpic = (path: string) => {
  // `immutable` spares SQLite its locks, and the attempt to write beside the file: nobody changes it once it is there
  const database = new DatabaseSync(new URL(`${pathToFileURL(path).href}?immutable=1`), { readOnly: true });
  const prepared = new Map<string, StatementSync>();
  const ask = <T>(row: z.ZodType<T>, sql: string, ...values: (string | number)[]): T[] => {
    const statement = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, statement);
    return z.array(row).parse(statement.all(...values));
  };
  database.exec(`PRAGMA cache_size = -${CACHE_KB}; PRAGMA mmap_size = 0`);
  const { name: version } = Name.parse(database.prepare('SELECT version AS name FROM dixon_source').get());

  return {
    /** Which edition this is: `corgi 2.0.1, vPIC 2026-02-17`. */
    version,
    wmi: (wmi: string) => ask(Wmi, WMI, wmi).map(({ light, ...rest }) => ({ ...rest, light: light === 1 }))[0],
    makesOf: (wmiId: number): string[] =>
      ask(Name, 'SELECT Make.Name AS name FROM Wmi_Make JOIN Make ON Id = MakeId WHERE WmiId = ?', wmiId).map(
        ({ name }) => name,
      ),
    /** How many schemas a maker has for a model year. */
    schemasOf: (wmiId: number, year: number): number =>
      ask(
        Count,
        'SELECT count(*) AS count FROM Wmi_VinSchema WHERE WmiId = ?1 AND ?2 BETWEEN YearFrom AND coalesce(YearTo, 9999)',
        wmiId,
        year,
      )[0]!.count,
    patternsOf: (wmiId: number, year: number, key: string): Said[] => ask(Row, PATTERNS, wmiId, year, key),
    engineOf: (engineModel: string): Said[] => ask(Row, ENGINE, engineModel),
    modelOf: (modelId: string) => ask(Model, MODEL_NAME, modelId)[0],
    /** @param table one of `meanings` */
    spelledOut: (table: string, id: string): string | undefined =>
      ask(Name, `SELECT Name AS name FROM ${table} WHERE Id = CAST(? AS INTEGER)`, id)[0]?.name,
    close: () => database.close(),
  };
};
export type Vpic = ReturnType<typeof openVpic>;

/** The labelled cases: every file of the folder that is known by its beginning, each row checked. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { System } from '../../../schemas/knowledge.ts';
import { csvRows, type Row } from './csv.ts';
import { CasesMalformed } from './malformed.ts';

/** The agency's two labels beside our systems: "equipment" and "unknown or other" name no system. */
const Label = z.enum([...System.options, 'equipment', 'unknown_other']);
const Id = z.union([z.string().min(1), z.number()]).transform(String);
const Year = z.coerce.number().int();
const vehicle = { make: z.string().nullish(), model: z.string().nullish(), year: Year.nullish() };

const Complaint = z.object({ id: Id, text: z.string().trim().min(1), system: Label, ...vehicle });
const Diagnosed = z.object({
  id: Id,
  symptom_text: z.string().trim().min(1),
  accept_systems: z.array(Label).min(1),
  ...vehicle,
});
const Vin = z.object({ vin: z.string().min(1), year: Year, make: z.string().min(1), model: z.string().min(1) });
const Code = z.object({ code: z.string().min(1), description: z.string().min(1) });
const Dollars = z
  .string()
  .trim()
  .transform((text) => (text === '' ? undefined : Number(text)))
  .refine((value) => value === undefined || Number.isFinite(value), 'not a number');
const Repair = z.object({
  repair: z.string().min(1),
  labor_hours_low: Dollars,
  labor_hours_high: Dollars,
  parts_low: Dollars,
  parts_high: Dollars,
  total_low: Dollars,
  total_high: Dollars,
});

const readers = {
  complaints: (file: string, text: string) => jsonRows(file, text, Complaint),
  'complaints-diagnosed': (file: string, text: string) => jsonRows(file, text, Diagnosed),
  vins: (file: string, text: string) => rowsOf(file, csvRows(file, text), Vin),
  dtc: (file: string, text: string) => rowsOf(file, csvRows(file, text), Code),
  repairs: (file: string, text: string) => rowsOf(file, csvRows(file, text), Repair),
};
type Kind = keyof typeof readers;
/** What the folder holds; a kind without a file is undefined. */
export type Cases = { readonly [K in Kind]?: ReturnType<(typeof readers)[K]> };
export type VehicleCase = NonNullable<Cases['complaints']>[number];
export type VinCase = NonNullable<Cases['vins']>[number];
export type CodeCase = NonNullable<Cases['dtc']>[number];
export type RepairCase = NonNullable<Cases['repairs']>[number];

const checked = <T extends z.ZodType>(file: string, line: number, row: unknown, schema: T): z.output<T> => {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new CasesMalformed(file, line, `${issue.path.join('.') || 'the row'}: ${issue.message}`);
};

const rowsOf = <T extends z.ZodType>(file: string, rows: readonly Row[], schema: T): z.output<T>[] =>
  rows.map(({ line, fields }) => checked(file, line, fields, schema));

const parsedJson = (file: string, line: number, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new CasesMalformed(file, line, 'not JSON');
  }
};

const jsonRows = <T extends z.ZodType>(file: string, text: string, schema: T): z.output<T>[] =>
  text
    .split('\n')
    .map((row, index) => ({ row: row.trim(), line: index + 1 }))
    .filter(({ row }) => row !== '')
    .map(({ row, line }) => checked(file, line, parsedJson(file, line, row), schema));

/** "complaints.dev.jsonl" begins with `complaints.`, "complaints-diagnosed.dev.jsonl" does not. */
const kindOf = (file: string): Kind | undefined => {
  const [beginning] = file.split('.');
  const ending = beginning?.startsWith('complaints') ? '.jsonl' : '.csv';
  return beginning !== undefined && Object.hasOwn(readers, beginning) && file.endsWith(ending)
    ? (beginning as Kind)
    : undefined;
};

/** @throws CasesMalformed for the first row that is not as expected */
export const readCases = (folder: string): Cases => {
  const found: Partial<Record<Kind, unknown[]>> = {};
  for (const file of readdirSync(folder).toSorted()) {
    const kind = kindOf(file);
    if (kind) (found[kind] ??= []).push(...readers[kind](file, readFileSync(join(folder, file), 'utf8')));
  }
  return found as Cases;
};

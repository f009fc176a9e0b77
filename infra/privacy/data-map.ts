/**
 * The data map (issue 5, item 10): every field of every event, why it is kept, where it rests and when it goes. Read out
 * of the schemas and of `purposes.ts`, so that it cannot say less than the code keeps.
 */
import type * as z from 'zod';
import { places } from './places.ts';
import { alsoIn, purposes, type Purpose } from './purposes.ts';
import { streams, type StreamName } from './streams.ts';

export type Row = {
  stream: string;
  event: string;
  /** Path within the event; absent for an event without fields. */
  field?: string;
  kind: 'personal' | 'plain' | 'unclassified';
  purpose: string;
  rests: string;
  goes: string;
};

type Schema = z.core.$ZodType;
type Definition = { type: string; [part: string]: unknown };

const definitionOf = (schema: Schema) => schema._zod.def as unknown as Definition;

const shapeOf = (definition: Definition): [name: string, schema: Schema][] =>
  Object.entries(definition['shape'] as Record<string, Schema>);

type Field = { path: string; kind: Row['kind'] };

/** The leaves of a schema, as deep as somebody classified them. */
const fieldsOf = (schema: Schema, path: string): Field[] => {
  const said = (schema as z.ZodType).meta()?.['personal'];
  if (typeof said === 'boolean') return [{ path, kind: said ? 'personal' : 'plain' }];
  const definition = definitionOf(schema);
  switch (definition.type) {
    case 'object':
      return shapeOf(definition).flatMap(([name, field]) => fieldsOf(field, `${path}.${name}`));
    case 'union':
      return (definition['options'] as Schema[]).flatMap((option) => fieldsOf(option, path));
    case 'array':
      return fieldsOf(definition['element'] as Schema, `${path}[]`);
    case 'tuple':
      return (definition['items'] as Schema[]).flatMap((item, index) => fieldsOf(item, `${path}[${index}]`));
    case 'optional':
    case 'nullable':
      return fieldsOf(definition['innerType'] as Schema, path);
    default:
      return [{ path, kind: 'unclassified' }];
  }
};

const together = (...texts: (string | undefined)[]): string => texts.filter((text) => text !== undefined).join('; ');

type LoosePurpose = Purpose<{ type: string; [field: string]: unknown }>;

const rowsOfEvent = (name: StreamName, schema: Schema): Row[] => {
  const parts = shapeOf(definitionOf(schema));
  const type = parts.find(([part]) => part === 'type')![1];
  const [event] = definitionOf(type)['values'] as [string];
  const { goes, events } = purposes[name];
  const { why, also, fields } = (events as Record<string, LoosePurpose>)[event]!;
  const row = { stream: streams[name].type, event, purpose: why, goes };
  const rows = parts
    .filter(([part]) => part !== 'type')
    .flatMap(([part, field]): Row[] => {
      const said = { why, also, ...fields?.[part] };
      const place: { place?: string; goes?: string } = said.also ? alsoIn[said.also] : {};
      const rests = together('sealed body', place.place);
      const both = { ...row, purpose: said.why, rests, goes: together(goes, place.goes) };
      return fieldsOf(field, part).map(({ path, kind }) => ({ ...both, field: path, kind }));
    });
  // that it happened is all there is to it, and every header says that for ever
  return rows.length > 0 ? rows : [{ ...row, kind: 'plain', rests: 'header', goes: 'never' }];
};

/** The rows of one stream, in the order of its schema. */
export const rowsOf = (name: StreamName): Row[] =>
  (definitionOf(streams[name].events)['options'] as Schema[]).flatMap((option) => rowsOfEvent(name, option));

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const tableOf = (name: StreamName): string => {
  const rows = rowsOf(name).map(({ event, field, kind, purpose, rests, goes }) => [
    event,
    field === undefined ? '–' : `\`${field}\``,
    kind,
    purpose,
    rests,
    goes,
  ]);
  const head = ['event', 'field', 'about a person', 'purpose', 'where it rests', 'when it goes'];
  return `### Events of \`${streams[name].type}\`\n\n${table(head, rows)}`;
};

const placesTable = (): string => {
  const rows = places.map(({ place, holds, readable, purpose, goes }) => [place, holds, readable, purpose, goes]);
  return `### Beside the events\n\n${table(['place', 'what', 'personal data', 'purpose', 'when it goes'], rows)}`;
};

/** The whole map as Markdown, unformatted. */
export const dataMap = (): string =>
  [...(Object.keys(streams) as StreamName[]).map(tableOf), placesTable()].join('\n\n');

/** Events with a word of its own in every personal field that takes one, made of their schemas. */
import { randomUUID } from 'node:crypto';
import type * as z from 'zod';

type Schema = z.core.$ZodType;
type Definition = { type: string; [part: string]: unknown };

const definitionOf = (schema: Schema) => schema._zod.def as unknown as Definition;
const saidOf = (schema: Schema): unknown => (schema as z.ZodType).meta()?.['personal'];

let last = 0;
/** Letters alone, and no two words begin alike. */
const word = (): string => {
  const number = String((last += 1)).padStart(5, '0');
  return `zq${number.replaceAll(/\d/g, (digit) => 'bcdfghjkmn'[Number(digit)]!)}x`;
};

/** Where a word of any form does not do. */
const shaped: Record<string, (canary: string) => string> = {
  email: (canary) => `${canary}@example.com`,
  vin: (canary) => canary.toUpperCase().replaceAll('Q', 'W').padEnd(17, '7'),
  nhtsaData: (canary) => JSON.stringify({ said: canary }),
};

/** What is there is plain, and has to have some form. */
const plainOnes: Record<string, () => unknown> = {
  hash: () => 'a'.repeat(64),
  year: () => 2011,
};

type Planting = {
  /** By the path of its field. */
  canaries: Map<string, string>;
  /** Values of ids that the events of one story share. */
  given: Record<string, unknown>;
};

const textAt = (path: string, name: string, isPersonal: boolean, { canaries, given }: Planting): unknown => {
  if (name in given) return given[name];
  if (!isPersonal) return plainOnes[name]?.() ?? 'plain';
  const canary = word();
  const value = shaped[name]?.(canary) ?? canary;
  canaries.set(path, name === 'vin' ? value : canary);
  return value;
};

/** A value that the schema takes. Throws for a kind of schema that nobody thought of, so that it is thought of. */
const valueOf = (schema: Schema, path: string, around: boolean, planting: Planting): unknown => {
  const definition = definitionOf(schema);
  const name = path.split('.').at(-1)!;
  const isPersonal = around || saidOf(schema) === true;
  const inner = (part: string, at = path) => valueOf(definition[part] as Schema, at, isPersonal, planting);
  switch (definition.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(definition['shape'] as Record<string, Schema>).map(([field, each]) => [
          field,
          valueOf(each, `${path}.${field}`, isPersonal, planting),
        ]),
      );
    case 'optional':
      return inner('innerType');
    case 'pipe':
      return inner('in');
    case 'array':
      return [inner('element')];
    case 'tuple':
      return (definition['items'] as Schema[]).map(() => 1);
    case 'record':
      return { [textAt(`${path}.key`, 'key', isPersonal, planting) as string]: inner('valueType', `${path}.value`) };
    case 'string':
      if (definition['format'] === 'guid') return planting.given[name] ?? randomUUID();
      if (definition['format'] === 'datetime') return '2026-01-22T09:00:00.000Z';
      return textAt(path, name, isPersonal, planting);
    case 'unknown':
      return textAt(path, name, isPersonal, planting);
    case 'number':
      return plainOnes[name]?.() ?? 4;
    case 'boolean':
      return true;
    case 'enum':
      return Object.values(definition['entries'] as Record<string, unknown>)[0];
    case 'literal':
      return (definition['values'] as unknown[])[0];
    case 'union':
      return valueOf((definition['options'] as Schema[])[0]!, path, isPersonal, planting);
    default:
      throw new Error(`Nobody knows how to plant a word in ${path}, which is of the type ${definition.type}.`);
  }
};

/** One event of each kind. @param without kinds that would end the story @param given values of ids */
export const planted = <E extends { type: string }>(
  events: { options: readonly z.ZodType[] },
  { without = [], given = {} }: { without?: readonly E['type'][]; given?: Record<string, unknown> } = {},
): { events: E[]; canaries: Map<string, string> } => {
  const canaries = new Map<string, string>();
  const made = events.options
    .map((option) => {
      const type = (definitionOf(option)['shape'] as { type: z.ZodLiteral<E['type']> }).type.value;
      return without.includes(type) ? undefined : option.parse(valueOf(option, type, false, { canaries, given }));
    })
    .filter((event) => event !== undefined);
  return { events: made as E[], canaries };
};

/** Every stored field says whether it is about a person: a new field that does not fails here. */
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { AccountEvent } from '../../events/account/index.ts';
import { GarageEvent } from '../../events/garage/index.ts';
import { HoldsEvent } from '../../events/holds/index.ts';
import { PrivacyEvent } from '../../events/privacy/index.ts';
import { SessionIdEvent } from '../../events/session-ids/index.ts';
import { SessionEvent } from '../../events/session/index.ts';
import { SweepEvent } from '../../events/sweeps/index.ts';

type Schema = z.core.$ZodType;
type Definition = { type: string; [part: string]: unknown };

const definitionOf = (schema: Schema) => schema._zod.def as unknown as Definition;
const saidOf = (schema: Schema): unknown => (schema as z.ZodType).meta()?.['personal'];

/** The leaves of a schema that nobody classified, neither themselves nor around them. */
const unclassified = (schema: Schema, path: string): string[] => {
  if (typeof saidOf(schema) === 'boolean') return [];
  const definition = definitionOf(schema);
  switch (definition.type) {
    case 'object':
      return Object.entries(definition['shape'] as Record<string, Schema>)
        .filter(([name]) => name !== 'type')
        .flatMap(([name, field]) => unclassified(field, `${path}.${name}`));
    case 'union':
      return (definition['options'] as Schema[]).flatMap((option) => unclassified(option, path));
    case 'array':
      return unclassified(definition['element'] as Schema, `${path}[]`);
    case 'tuple':
      return (definition['items'] as Schema[]).flatMap((item, index) => unclassified(item, `${path}[${index}]`));
    case 'optional':
    case 'nullable':
      return unclassified(definition['innerType'] as Schema, path);
    default:
      return [path];
  }
};

describe.each([
  ['session', SessionEvent],
  ['account', AccountEvent],
  ['garage', GarageEvent],
  ['session-id', SessionIdEvent],
  ['privacy', PrivacyEvent],
  ['holds', HoldsEvent],
  ['sweeps', SweepEvent],
])('the events of a %s', (name, events) => {
  it.each(events.options.map((option) => [option.shape.type.value, option] as const))(
    '%s says of every field whether it is personal',
    (type, option) => expect(unclassified(option, `${name}.${type}`)).toEqual([]),
  );
});

it('notices a field that says nothing', () => {
  const { shape } = SessionEvent.options[0];
  const forgotten = SessionEvent.options[0].extend({ nickname: shape.type });
  expect(unclassified(forgotten, 'session')).toEqual(['session.nickname']);
});

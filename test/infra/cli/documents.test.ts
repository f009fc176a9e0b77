/** Whatever the command line asks for is there to be asked for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { documents } from '../../support/cli.ts';
import { schema } from '../../support/schema.ts';

const CLI = 'infra/cli';
const sources = readdirSync(CLI, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => [name, readFileSync(join(CLI, name), 'utf8')] as const);

describe('a request of the command line', () => {
  it.each(Object.entries(documents))('fits the schema: %s', (_name, text) => {
    expect(validate(schema, parse(text))).toEqual([]);
  });

  it('asks for one field, which is its answer', () => {
    for (const text of Object.values(documents)) {
      const [operation, ...more] = parse(text).definitions;
      expect(more).toEqual([]);
      expect(operation).toMatchObject({ selectionSet: { selections: { length: 1 } } });
    }
  });

  it('stands with the others, where this test finds it', () => {
    const elsewhere = sources.filter(([name]) => !name.startsWith('documents/'));
    const asking = elsewhere.filter(([, source]) => /['`]\s*(query|mutation|subscription)\b/.test(source));
    expect(asking.map(([name]) => name)).toEqual([]);
  });
});

describe('the command line', () => {
  it('knows the API and nothing of the house behind it', () => {
    const imported = sources.flatMap(([name, source]) =>
      [...source.matchAll(/(?:from|import\() ?'([^']+)'/g)].map(([, from]) => ({ name, from: from! })),
    );
    const inside = imported.filter(({ from }) => /\/(events|functions|workflows|local|aws|privacy)\//.test(from));
    expect(inside).toEqual([]);
    expect(imported.length).toBeGreaterThan(100);
  });
});

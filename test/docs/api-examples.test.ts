/** docs/api.md is run, example by example, in its own order, and held against the schema and the set of errors. */
import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLField } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { errorNamed, errorNames, isErrorName } from '../../schemas/errors.ts';
import { startLocal, type Local } from '../support/local.ts';
import { park } from '../support/parked.ts';
import { matches } from './answers.ts';
import { readDocument, type Example } from './api-document.ts';
import { createRunner, type Outcome } from './run-examples.ts';

const fileAt = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const schema = buildSchema(fileAt('schemas/api.graphql'));
const operations = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
  Object.values(type?.getFields() ?? {}),
);
const markdown = fileAt('docs/api.md');
const sections = readDocument(markdown);
const examples = sections.flatMap((section) => section.examples);
const sectionOf = (name: string) => sections.find(({ title }) => title === name);

/** The names in `Errors: QuotaExceeded (10 vehicles), PermissionDenied for a visitor.` */
const namesAfter = (marker: string, text: string): string[] => {
  const [, list = ''] = text.split(marker);
  const names = list.split(/\.(?:\s|$)/)[0]!.matchAll(/\b[A-Z][a-z]+[A-Z][A-Za-z]+\b/g);
  return [...names].map(([name]) => name).toSorted();
};

const ADD_VEHICLE =
  'mutation { addUserVehicle(vehicleData: { basic: { year: 2020, make: "Kia", model: "Rio" } }) { id } }';

/** Whether a block asks for a field of this name. */
const asksFor = ({ request, direct }: Example, name: string): boolean =>
  !direct && new RegExp(`\\b${name}\\b`).test(request);

describe.each(operations)('$name', ({ name, description }: GraphQLField<unknown, unknown>) => {
  const section = sectionOf(name);

  it('has an example that succeeds, with its answer', () => {
    const good = section?.examples.filter((example) => asksFor(example, name) && !example.error) ?? [];
    expect(good.filter(({ answer }) => answer !== undefined)).not.toEqual([]);
  });

  it('names the errors that the schema names', () => {
    expect(section?.text).toContain('**Errors:**');
    expect(namesAfter('**Errors:**', section?.text ?? '')).toEqual(namesAfter('Errors:', description ?? ''));
  });
});

describe('the errors', () => {
  const rows = [...(sectionOf('The closed set')?.text ?? '').matchAll(/^\| `(\w+)` +\| (yes|no) +\| (.+?) +\|/gm)];

  it('are the whole closed set', () => {
    expect(rows.map(([, name]) => name)).toEqual([...errorNames]);
  });

  it.each(rows.map(([, name, recoverable, sentence]) => ({ name, recoverable, sentence })))(
    '$name is told as the code tells it',
    ({ name, recoverable, sentence }) => {
      const error = errorNamed(name!)!;
      expect({ recoverable, sentence }).toEqual({
        recoverable: error.recoverable ? 'yes' : 'no',
        sentence: error.message,
      });
    },
  );

  it('that examples expect, and that operations name, belong to the closed set', () => {
    const expected = examples.flatMap(({ error }) => error ?? []);
    const named = sections.flatMap(({ text }) => namesAfter('**Errors:**', text));
    expect([...expected, ...named].filter((name) => !isErrorName(name))).toEqual([]);
  });
});

describe('the examples, in order', () => {
  let dixon: Local;
  let runner: ReturnType<typeof createRunner>;
  beforeAll(async () => {
    dixon = await startLocal();
    runner = createRunner(dixon);
    // somebody with data, for compliance
    await dixon.query('mutation { createConversation { id } }', {}, 'local:nora');
    // and something that waits, for ops
    await dixon.query(ADD_VEHICLE, {}, 'local:nora');
    await dixon.caughtUp();
    await park(dixon, { subject: 'user-nora', stream: 'garage' });
  });
  afterAll(() => dixon.stop());

  const check = (example: Example, { answer, error, documented }: Outcome): void => {
    expect(error, JSON.stringify(answer)).toBe(example.error);
    // the comparison that fails is repeated only to show both sides
    if (example.answer !== undefined && !matches(documented, answer)) expect(answer).toEqual(documented);
  };

  /** What a subscription listens to is run with it. */
  const alone = examples.filter((_, n) => !examples[n - 1]?.listens);

  it.each(alone)('$section, line $line', async (example) => {
    if (!example.listens) {
      const attempt = async () => check(example, await runner.run(example));
      await (example.soon ? vi.waitFor(attempt, { timeout: 5_000 }) : attempt());
      return;
    }
    const next = examples[examples.indexOf(example) + 1]!;
    const heard = await runner.listen(example, async () => check(next, await runner.run(next)));
    check(example, heard);
  });

  it('a page that closes ends the visit by a form without headers, as a beacon sends it', async () => {
    const { data } = await dixon.query('mutation { generateSession { token } }', {}, 'visitor');
    const { token } = data!['generateSession'] as unknown as { token: string };
    const query = 'mutation ($token: String) { endAnonymousSession(token: $token) }';
    expect(markdown).toContain(query);
    const body = new URLSearchParams({ query, variables: JSON.stringify({ token }) });
    const response = await fetch(dixon.url, { method: 'POST', body });
    expect(await response.json()).toEqual({ data: { endAnonymousSession: true } });
  });
});

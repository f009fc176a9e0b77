/**
 * The data map in docs/privacy.md is the one that the code gives. After a change of events or purposes write it anew:
 * `UPDATE_DOCS=1 npx vitest run test/docs/privacy.test.ts`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { dataMap, rowsOf } from '../../infra/privacy/data-map.ts';
import { streams, type StreamName } from '../../infra/privacy/streams.ts';

const root = resolve(import.meta.dirname, '../..');
const file = resolve(root, 'docs/privacy.md');
const [BEGIN, END] = ['<!-- data map: generated -->', '<!-- end -->'];

/** The document around the map; throws where a marker is missing. */
const around = (text: string): [before: string, map: string, after: string] => {
  const [begin, end] = [text.indexOf(BEGIN) + BEGIN.length, text.indexOf(END)];
  if (begin < BEGIN.length || end < begin) throw new Error(`docs/privacy.md needs ${BEGIN} and ${END}.`);
  return [text.slice(0, begin), text.slice(begin, end), text.slice(end)];
};

const generated = async (): Promise<string> => {
  const formatted = await format(dataMap(), { ...(await resolveConfig(file)), parser: 'markdown' });
  return `\n\n${formatted}\n`;
};

describe('the data map', () => {
  it('knows every kind of stream that there is', () => {
    const folders = readdirSync(resolve(root, 'events')).filter((name) =>
      existsSync(resolve(root, 'events', name, 'events.ts')),
    );
    expect(Object.keys(streams).toSorted()).toEqual(folders.toSorted());
  });

  it.each(Object.keys(streams) as StreamName[])(
    'says of every field in %s why it is kept, and whether it is personal',
    (name) => {
      const rows = rowsOf(name);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.filter(({ kind, purpose }) => kind === 'unclassified' || purpose === '')).toEqual([]);
    },
  );

  it('has every personal field inside a seal', () => {
    const personal = (Object.keys(streams) as StreamName[]).flatMap(rowsOf).filter(({ kind }) => kind === 'personal');
    const sealed = new Set(['sealed body', 'sealed body; sealed row of `views`']);
    expect(personal.length).toBeGreaterThan(0);
    expect(personal.filter(({ rests }) => !sealed.has(rests))).toEqual([]);
  });

  it('is the one in docs/privacy.md', async () => {
    const [before, map, after] = around(readFileSync(file, 'utf8'));
    const wanted = await generated();
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, `${before}${wanted}${after}`);
    else expect(map, 'write it anew with UPDATE_DOCS=1').toBe(wanted);
  });
});

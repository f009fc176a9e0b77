import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCases } from './cases.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'cases-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string, ...lines: string[]) => writeFileSync(join(folder, name), lines.join('\n'));
const complaint = { id: 1, text: 'it squeals', system: 'brakes', make: 'Any', model: 'Model', year: 2010 };
const diagnosed = { id: 'a', symptom_text: 'it squeals', accept_systems: ['brakes'] };

describe('the cases of the bench', () => {
  it('a file is known by its beginning, and diagnosed complaints are not complaints', () => {
    file('complaints.dev.jsonl', JSON.stringify(complaint), '');
    file('complaints-diagnosed.dev.jsonl', JSON.stringify(diagnosed));
    file('notes.txt', 'nothing');
    const cases = readCases(folder);
    expect([cases.complaints?.length, cases['complaints-diagnosed']?.length, cases.vins]).toEqual([1, 1, undefined]);
  });

  it.each([
    ['complaints.x.jsonl', [JSON.stringify(complaint), '{'], 'complaints.x.jsonl:2: not JSON'],
    ['complaints.x.jsonl', [JSON.stringify({ ...complaint, system: 'wings' })], /^complaints\.x\.jsonl:1: system: /],
    ['dtc.x.csv', ['code,description', 'P0301'], 'dtc.x.csv:2: 1 fields where the heading has 2'],
    ['dtc.x.csv', ['code,description', 'P0301,"a'], 'dtc.x.csv:2: a quote within a field, or one that does not end'],
    ['vins.x.csv', ['vin,year,make,model', 'X,soon,A,B'], /^vins\.x\.csv:2: year: /],
    ['repairs.x.csv', [], 'repairs.x.csv:1: the file is empty'],
  ])('a row that is not as expected is named: %s', (name, lines, message) => {
    file(name, ...lines);
    expect(() => readCases(folder)).toThrow(message);
  });

  it('a quoted field may hold commas, quotes and line ends', () => {
    file('dtc.x.csv', 'code,description', 'P0001,"Valve ""A"", open', 'or stuck"', 'P0002,Pump');
    expect(readCases(folder).dtc?.map(({ description }) => description)).toEqual(['Valve "A", open\nor stuck', 'Pump']);
  });
});

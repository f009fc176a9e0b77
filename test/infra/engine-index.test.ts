/** The index that keeps the engine's writes from growing slower. */
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { indexStream } from '../../infra/local/engine-index.ts';
import { engineHome } from '../support/stores.ts';

/** What the engine asks at each write to a table with a stream. */
const NEXT_NUMBER = `SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 AS next
  FROM _stream_records WHERE table_name = 'events'`;

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'dixon-test-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

it('the next number of a stream is found without reading what is there, and a repeat changes nothing', async () => {
  const home = await engineHome(dataDir);
  try {
    const file = join(dataDir, 'engine.db');
    indexStream(file);
    const database = new DatabaseSync(file, { readOnly: true });
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${NEXT_NUMBER}`).all();
    expect(JSON.stringify(plan)).toContain('dixon_stream');
    expect(JSON.stringify(plan)).not.toContain('SCAN');
    database.close();
  } finally {
    await home.stop();
  }
});

it('a file of an engine that keeps its stream elsewhere stays as it is', () => {
  const file = join(dataDir, 'other.db');
  indexStream(file);
  const database = new DatabaseSync(file, { readOnly: true });
  expect(database.prepare('SELECT name FROM sqlite_master').all()).toEqual([]);
  database.close();
});

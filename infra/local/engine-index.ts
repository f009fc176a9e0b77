/**
 * An index in the engine's file. The engine finds the number of each new record of a table's stream by reading all that
 * are there, so that every write costs more than the one before (0.6 ms of processor time after 1,000 records, 1.7 ms
 * after 7,000), and so does every look at the stream; with the index it stays at 0.5 ms.
 */
import { DatabaseSync } from 'node:sqlite';

const BUSY_MS = 5_000;

/** Can be repeated, while the engine runs. An engine that keeps its stream elsewhere is left as it is. */
export const indexStream = (file: string): void => {
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    const table = database
      .prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_stream_records'`)
      .get();
    if (table)
      database.exec(
        'CREATE INDEX IF NOT EXISTS dixon_stream ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
      );
  } finally {
    database.close();
  }
};

/** What a rebuild would take (SPEC N8): from how much there is, and from what one was measured to ask for. */
import type { RebuildMethod, ViewName } from '../../schemas/views.ts';

/** How many commits there are, what they take, and how many rows come of them. */
export type Extent = { commits: number; bytes: number; rows: number };

export type Estimate = { readUnits: number; writeUnits: number; minutes: number; dollars: number };

/** DynamoDB counts a consistent read by so many bytes; one that need not be, for half. */
const UNIT_BYTES = 4_096;

/** Of the index: keys and headers, without a body. Measured on 2026-11-21 with the bench's history. */
const HEADER_BYTES = 340;

/** A commit, where nobody has counted bytes: the engine of one machine counts items alone. Measured as above. */
export const COMMIT_BYTES = 560;

/** What one row asks for beside the scan, in consistent read units and write units; measured like `HEADER_BYTES`. */
const UNITS = {
  /** Its newest commit and the stream's key; the account and the key for rows, which a person's rows share. */
  tips: { read: 2.3 },
  /** The key; account and key for rows as above. */
  refold: { read: 1.3 },
  /** Both generations are read and looked up in each other. */
  compare: { read: 2.7 },
  /** The row itself, and its items in the two indexes of the list, or in the one of requests. */
  write: { sessions: 3, requests: 2 },
} as const;

/** In a second, in one part of several: rough, of a busy machine of two cores with its engine (2026-11-21). AWS is another thing. */
const RATES = { headers: 8_000, commits: 2_500, rows: 700, compared: 1_500 };

/** Parts that the state machine works on side by side (`workflows/rebuild-view/definition.asl.json`). */
const AT_ONCE = 8;

const PER_MILLION = { read: 0.125, write: 0.625 };

export const PRICES =
  'DynamoDB on demand in us-east-1, as published since November 2024: $0.125 for a million read request units, ' +
  '$0.625 for a million write request units. Lambda and Step Functions come on top.';

/** The scan alone: of the index it need not be consistent. */
const scanUnits = (method: RebuildMethod, { commits, bytes }: Extent): number =>
  method === 'tips' ? (commits * HEADER_BYTES) / UNIT_BYTES / 2 : bytes / UNIT_BYTES;

const seconds = (method: RebuildMethod, { commits, rows }: Extent): number =>
  commits / (method === 'tips' ? RATES.headers : RATES.commits) + rows / RATES.rows + rows / RATES.compared;

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

export const estimate = (view: ViewName, method: RebuildMethod, segments: number, extent: Extent): Estimate => {
  const readUnits = scanUnits(method, extent) + extent.rows * (UNITS[method].read + UNITS.compare.read);
  const writeUnits = extent.rows * UNITS.write[view];
  return {
    readUnits: Math.ceil(readUnits),
    writeUnits,
    minutes: rounded(seconds(method, extent) / Math.min(segments, AT_ONCE) / 60, 2),
    dollars: rounded((readUnits * PER_MILLION.read + writeUnits * PER_MILLION.write) / 1_000_000, 4),
  };
};

/**
 * The tables and their indexes, said once: the CDK stack and the local runtime both build from here.
 *
 * Every table is keyed by `pk` (the subject) and `sk`. Names in the environment may carry a prefix per stage.
 */
export type IndexDefinition = {
  name: string;
  partitionKey: string;
  sortKey: string;
  /** `ALL`, or the attributes that come along besides the keys. */
  projection: 'ALL' | readonly string[];
};

export type TableDefinition = {
  /** Logical name, and the name of the environment variable that holds the real one. */
  name: 'events' | 'keys' | 'views' | 'counters' | 'parked';
  variable: 'EVENTS_TABLE' | 'KEYS_TABLE' | 'VIEWS_TABLE' | 'COUNTERS_TABLE' | 'PARKED_TABLE';
  indexes: readonly IndexDefinition[];
  stream: boolean;
  /** Attribute that holds the second after which DynamoDB may remove the item. */
  ttl?: string;
};

export const LEDGER_INDEX = 'ledger';
export const RECENT_INDEX = 'recent';
export const DUE_INDEX = 'due';

/** What a header is made of, beside the keys of table and index. */
export const ledgerAttributes = [
  'events',
  'fold',
  'actor',
  'correlation',
  'causation',
  'command',
  'commitment',
  'prev',
  'hash',
] as const;

export const eventsTable: TableDefinition = {
  name: 'events',
  variable: 'EVENTS_TABLE',
  indexes: [
    {
      name: LEDGER_INDEX,
      partitionKey: 'day',
      sortKey: 'at',
      projection: ledgerAttributes,
    },
  ],
  stream: true,
};

export const keysTable: TableDefinition = { name: 'keys', variable: 'KEYS_TABLE', indexes: [], stream: false };

export const viewsTable: TableDefinition = {
  name: 'views',
  variable: 'VIEWS_TABLE',
  indexes: [
    { name: RECENT_INDEX, partitionKey: 'list', sortKey: 'lastActive', projection: 'ALL' },
    // ids, instants and days alone: the sweep opens no row (`events/projections/due.ts`)
    { name: DUE_INDEX, partitionKey: 'dueDay', sortKey: 'dueAt', projection: ['days', 'marked'] },
  ],
  stream: false,
  ttl: 'expires',
};

/** How often somebody did something this minute: `pk` whose and what, `sk` the minute. */
export const countersTable: TableDefinition = {
  name: 'counters',
  variable: 'COUNTERS_TABLE',
  indexes: [],
  stream: false,
  ttl: 'expires',
};

/** Streams that wait for a consumer that failed on one of their commits: `pk` the consumer, `sk` `<subject>|<stream>`. */
export const parkedTable: TableDefinition = {
  name: 'parked',
  variable: 'PARKED_TABLE',
  indexes: [],
  stream: false,
};

export const tables = [eventsTable, keysTable, viewsTable, countersTable, parkedTable] as const;

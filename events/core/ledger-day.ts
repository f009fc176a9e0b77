/**
 * The partitions of the `ledger` index: `2026-11-21#07`, a day sharded 16 ways by subject, so that one busy day does
 * not become one hot partition (DynamoDB allows 1,000 write units a second in each).
 */
import { createHash } from 'node:crypto';

export const LEDGER_SHARDS = 16;

const shardName = (shard: number): string => String(shard).padStart(2, '0');

export const ledgerDay = (at: string, subject: string): string => {
  const shard = createHash('sha256').update(subject).digest()[0]! % LEDGER_SHARDS;
  return `${at.slice(0, 10)}#${shardName(shard)}`;
};

/** Every partition that a range of instants touches, day by day. */
export const ledgerDays = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let day = Date.parse(from.slice(0, 10)); day <= Date.parse(to); day += 86_400_000)
    for (let shard = 0; shard < LEDGER_SHARDS; shard += 1)
      days.push(`${new Date(day).toISOString().slice(0, 10)}#${shardName(shard)}`);
  return days;
};

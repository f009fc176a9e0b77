/**
 * One record of the keys table: `pk` subject, `sk` stream; `key` and `kek` of a living stream, `request` and `at` of a
 * buried one. Beside a key stand `erasedBy` and `erasedAt` where the stream began anew, `rotatedBy` and `rotatedAt` where
 * a part of it was erased, and during that `previousKey`, `previousKek` and `rotating`, the request.
 */
import type { StreamAddress } from '../../../events/core/commit.ts';
import { Corrupted } from '../../../schemas/errors.ts';
import type { Erasure, KeyRecord, LivingKey } from '../sealing/key-store.ts';
import type { Item } from './commit-item.ts';

export const keyOf = ({ subject, stream }: StreamAddress): Item => ({ pk: { S: subject }, sk: { S: stream } });

export const toItem = (address: StreamAddress, record: KeyRecord): Item => {
  if (record.kind === 'tombstone') return { ...keyOf(address), request: { S: record.request }, at: { S: record.at } };
  const { wrapped, kek, erased, rotated, previous } = record;
  return {
    ...keyOf(address),
    key: { B: wrapped },
    kek: { S: kek },
    ...(erased ? { erasedBy: { S: erased.request }, erasedAt: { S: erased.at } } : {}),
    ...(rotated ? { rotatedBy: { S: rotated.request }, rotatedAt: { S: rotated.at } } : {}),
    ...(previous
      ? { previousKey: { B: previous.wrapped }, previousKek: { S: previous.kek }, rotating: { S: previous.request } }
      : {}),
  };
};

const erasureIn = (item: Item, by: string, when: string): Erasure | undefined => {
  const [request, at] = [item[by]?.S, item[when]?.S];
  return request && at ? { request, at } : undefined;
};

const previousIn = (item: Item): LivingKey['previous'] => {
  const [wrapped, kek, request] = [item['previousKey']?.B, item['previousKek']?.S, item['rotating']?.S];
  return wrapped && kek && request ? { wrapped, kek, request } : undefined;
};

/** Throws `Corrupted` for what is neither a key nor a tombstone. */
export const fromItem = (item: Item): KeyRecord => {
  const [wrapped, kek] = [item['key']?.B, item['kek']?.S];
  const tombstone = erasureIn(item, 'request', 'at');
  if (tombstone) return { kind: 'tombstone', ...tombstone };
  if (!wrapped || !kek) throw new Corrupted({ stream: item['sk']?.S ?? '', part: 'key' });
  const [erased, rotated] = [erasureIn(item, 'erasedBy', 'erasedAt'), erasureIn(item, 'rotatedBy', 'rotatedAt')];
  const previous = previousIn(item);
  return {
    kind: 'key',
    wrapped,
    kek,
    ...(erased ? { erased } : {}),
    ...(rotated ? { rotated } : {}),
    ...(previous ? { previous } : {}),
  };
};

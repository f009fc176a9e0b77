/** A parked stream as an item: `pk` the consumer, `sk` `<subject>|<stream>`. */
import type { StreamAddress } from '../../../events/core/commit.ts';
import { nameOf } from '../../shared/parked/order.ts';
import type { Consumer, Lease, Parked } from '../../shared/parked/ports.ts';
import type { Item } from './commit-item.ts';

export const keyOf = (consumer: Consumer, address: StreamAddress): Item => ({
  pk: { S: consumer },
  sk: { S: nameOf(address) },
});

/** What a re-drive changes. */
export const progressOf = ({ from, failure, recoverable, tries, lastTriedAt }: Parked): Item => ({
  from: { N: String(from) },
  failure: { S: failure },
  recoverable: { BOOL: recoverable },
  tries: { N: String(tries) },
  lastTriedAt: { S: lastTriedAt },
});

export const leased = ({ holder, until }: Lease): Item => ({ holder: { S: holder }, heldUntil: { S: until } });

export const toItem = (parked: Parked): Item => ({
  ...keyOf(parked.consumer, parked),
  ...progressOf(parked),
  through: { N: String(parked.through) },
  parkedAt: { S: parked.parkedAt },
});

export const toParked = (item: Item): Parked => {
  const name = item['sk']?.S ?? '';
  const bar = name.lastIndexOf('|');
  return {
    consumer: item['pk']?.S as Consumer,
    subject: name.slice(0, bar),
    stream: name.slice(bar + 1),
    from: Number(item['from']?.N),
    through: Number(item['through']?.N),
    failure: item['failure']?.S ?? '',
    recoverable: item['recoverable']?.BOOL === true,
    tries: Number(item['tries']?.N),
    parkedAt: item['parkedAt']?.S ?? '',
    lastTriedAt: item['lastTriedAt']?.S ?? '',
  };
};

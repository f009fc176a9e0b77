/** The oldest parked streams of one consumer, or of all of them. */
import { byAge } from '../../../shared/parked/order.ts';
import { Consumer, type ParkedPlace } from '../../../shared/parked/ports.ts';
import type { OpsParts } from '../../ports.ts';

type Listing = { consumer?: Consumer | null | undefined; limit: number; after?: ParkedPlace };

export const oldestOf = async ({ parked }: Pick<OpsParts, 'parked'>, { consumer, ...listing }: Listing) => {
  const pages = await Promise.all((consumer ? [consumer] : Consumer.options).map((each) => parked.page(each, listing)));
  const found = pages.flatMap((page) => page.parked).toSorted(byAge);
  const items = found.slice(0, listing.limit);
  return { items, more: found.length > items.length || pages.some(({ more }) => more) };
};

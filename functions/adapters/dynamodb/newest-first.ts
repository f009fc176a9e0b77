/** Merges lists that are each newest first into one that is. */
import type { Item } from './commit-item.ts';

type Recent = { item: Item };

type Head<T> = { list: AsyncIterator<T>; value: T | undefined };

const activity = ({ item }: Recent): string => item['lastActive']?.S ?? '';

const advance = async <T>(head: Head<T>): Promise<void> => {
  const result = await head.list.next();
  head.value = result.done ? undefined : result.value;
};

/** The lists are begun side by side, and read no further than they are asked for. */
export const newestFirst = async function* <T extends Recent>(lists: AsyncIterator<T>[]): AsyncGenerator<T> {
  const heads: Head<T>[] = lists.map((list) => ({ list, value: undefined }));
  await Promise.all(heads.map(advance));
  for (;;) {
    let newest: (Head<T> & { value: T }) | undefined;
    for (const head of heads)
      if (head.value && (!newest || activity(head.value) > activity(newest.value))) newest = head as typeof newest;
    if (!newest) return;
    yield newest.value;
    await advance(newest);
  }
};

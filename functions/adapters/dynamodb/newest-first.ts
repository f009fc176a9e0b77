/** Merges lists that are each newest first into one that is. */
import type { Item } from './commit-item.ts';

type Recent = { item: Item };

type Head<T> = { list: AsyncIterator<T>; value: T | undefined };

const activity = ({ item }: Recent): string => item['lastActive']?.S ?? '';

const advance = async <T>(head: Head<T>): Promise<void> => {
  const result = await head.list.next();
  head.value = result.done ? undefined : result.value;
};

/**
 * The lists are begun side by side, and read no further than they are asked for. What is of one instant comes in the
 * order of its lists.
 */
export const newestOf = async function* <T>(
  lists: AsyncIterator<T>[],
  instantOf: (value: T) => string,
): AsyncGenerator<T> {
  const heads: Head<T>[] = lists.map((list) => ({ list, value: undefined }));
  await Promise.all(heads.map(advance));
  for (;;) {
    let newest: (Head<T> & { value: T }) | undefined;
    for (const head of heads)
      if (head.value && (!newest || instantOf(head.value) > instantOf(newest.value))) newest = head as typeof newest;
    if (!newest) return;
    yield newest.value;
    await advance(newest);
  }
};

/** The same for rows by their last activity. */
export const newestFirst = <T extends Recent>(lists: AsyncIterator<T>[]): AsyncGenerator<T> =>
  newestOf(lists, activity);

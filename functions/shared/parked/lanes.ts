/**
 * Works through a list at most eight at a time, each item begun once, in the list's order. What `work` throws is thrown; the
 * others finish meanwhile.
 * @param goesOn asked before each: where it says no, the rest is left
 */
export const inLanes = async <T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  goesOn: () => boolean,
): Promise<void> => {
  // one list for all lanes: each takes the next one that nobody has begun with
  const waiting = items.values();
  const lane = async (): Promise<void> => {
    for (const item of waiting) {
      if (!goesOn()) return;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
};

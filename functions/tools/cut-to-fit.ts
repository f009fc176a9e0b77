/** A tool's result is kept for good and shown to a model in every later round: long ones are cut, and say so. */

/** What a turn can carry of a result about parts and money, in bytes of JSON. */
export const LARGEST_RESULT = 2_500;

const bytesOf = (result: object): number => Buffer.byteLength(JSON.stringify(result));

/**
 * Leaves out the last entries of one list until the result fits, and says how many in `cut`.
 * @param list the field that may lose entries; nothing else does
 * @param largest bytes of JSON
 */
export const cutToFit = <
  K extends string,
  R extends { [list in K]?: unknown[] | undefined } & { cut?: string | undefined },
>(
  result: R,
  list: K,
  largest: number = LARGEST_RESULT,
): R => {
  const all = result[list] ?? [];
  let fitting = result;
  for (let kept = all.length - 1; kept >= 0 && bytesOf(fitting) > largest; kept -= 1)
    fitting = {
      ...result,
      [list]: all.slice(0, kept),
      cut: `The last ${all.length - kept} of ${all.length} ${list} are left out here.`,
    };
  return fitting;
};

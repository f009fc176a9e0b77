/** A category's `data.json`, indented for people, line by line of what was collected. */
import type { Category, Line } from '../categories.ts';

const STEP = '  ';

/** No string of JSON holds a line end, so each one is between two values. */
const indented = (value: unknown, depth: number): string =>
  JSON.stringify(value, null, STEP).replaceAll('\n', `\n${STEP.repeat(depth)}`);

/** What stands between an item and the next one. `depth` is that of the item. */
const closing = (happened: string | undefined, depth: number, entries: number): string => {
  if (happened === undefined) return '';
  const list = entries === 0 ? ']' : `\n${STEP.repeat(depth + 1)}]`;
  return `${list}\n${STEP.repeat(depth)}}`;
};

/** The item, left open for the list of what happened to it. */
const opening = (item: object, happened: string | undefined, depth: number): string => {
  const whole = indented(item, depth);
  if (happened === undefined) return whole;
  return `${whole.slice(0, whole.lastIndexOf('\n'))},\n${STEP.repeat(depth + 1)}${JSON.stringify(happened)}: [`;
};

/** A list of items; of the account, which is one, the item alone, or null where there is none. */
export async function* dataJson({ name, happened }: Category, lines: AsyncIterable<Line>): AsyncGenerator<string> {
  const isList = name !== 'account';
  const depth = isList ? 1 : 0;
  let items = 0;
  let entries = 0;
  if (isList) yield '[';
  for await (const line of lines)
    if ('item' in line) {
      if (items > 0) yield `${closing(happened, depth, entries)},`;
      yield `${isList ? `\n${STEP}` : ''}${opening(line.item, happened, depth)}`;
      items += 1;
      entries = 0;
    } else {
      yield `${entries > 0 ? ',' : ''}\n${STEP.repeat(depth + 2)}${indented(line.entry, depth + 2)}`;
      entries += 1;
    }
  if (items > 0) yield closing(happened, depth, entries);
  else if (!isList) yield 'null';
  yield isList ? `${items > 0 ? '\n' : ''}]\n` : '\n';
}

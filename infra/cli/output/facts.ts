/** One thing as lines of a name and a value each. */
import { hanging, printable, widthOf, wrap } from './text.ts';

export type Fact = [name: string, value: string | number | null | undefined];

const GAP = 2;

/** Names in one column, values in another; what has no value is left out. */
export const factsOf = (facts: readonly Fact[], width: number): string => {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  const indent = Math.max(0, ...known.map(([name]) => widthOf(name))) + GAP;
  return known
    .map(([name, value]) => name.padEnd(indent) + hanging(wrap(printable(String(value)), width - indent), indent))
    .join('\n');
};

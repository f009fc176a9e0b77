/** Which quality of a part a driver gets who prefers one. */
import type { Part, Range } from '../../../schemas/knowledge.ts';
import { PartsPreference } from '../../../schemas/tools/work.ts';
import { wholeDollars } from '../ranges.ts';

export type Option = { readonly quality: PartsPreference; /** US dollars for one. */ readonly price: Range };

/** From the cheapest to the best. */
const qualities = PartsPreference.options.toReversed();

/** What the part comes in, cheapest first. */
export const optionsOf = ({ prices }: Part): Option[] =>
  qualities.flatMap((quality) => {
    const price = prices[quality];
    return price === undefined ? [] : [{ quality, price: wholeDollars(price) }];
  });

/** The quality that is preferred; the next better one where the part has none of it. */
export const choose = (part: Part, preference: PartsPreference): Option => {
  const options = optionsOf(part);
  const wanted = qualities.indexOf(preference);
  return options.find(({ quality }) => qualities.indexOf(quality) >= wanted) ?? options.at(-1)!;
};

const SHOWN = 3;

/** Why some parts are not in the quality that was asked for; undefined where all are. */
export const whyBetter = (parts: readonly Part[], preference: PartsPreference): string | undefined => {
  const better = parts.filter((part) => choose(part, preference).quality !== preference).map(({ name }) => name);
  if (better.length === 0) return undefined;
  const names = better.slice(0, SHOWN).join(', ') + (better.length > SHOWN ? ` and ${better.length - SHOWN} more` : '');
  return `No ${preference} quality of ${names} that a shop would fit: the next better one is chosen.`;
};

/** Which cues a text holds: the words of a phrase in their order, with one other word between them at most. */
import type { System } from '../../../../schemas/knowledge.ts';
import { cues as known } from '../../knowledge/cues/index.ts';
import { menderOf } from '../spelling.ts';
import { stopWords } from '../stop-words.ts';
import type { Word } from '../words.ts';
import { END, NOT, tokensOf } from './tokens.ts';

export type Cue = { readonly system: System; readonly strength: number; readonly stems: readonly string[] };
/** A cue in a text, and which of its tokens it is made of. */
export type Hit = { readonly cue: Cue; readonly at: readonly number[] };

/** Shorter words are too near to others: "jeep" is one letter from "seep". */
const SHORTEST_MENDED = 6;

type Index = { readonly byFirst: ReadonlyMap<string, readonly Cue[]>; readonly mended: (stem: string) => string };

const indexed = (): Index => {
  const cues = new Map<string, Cue>();
  for (const { system, say, strength } of known) {
    const stems = tokensOf(say).flatMap(({ stem }) => (stem === END ? [] : [stem]));
    const key = `${system} ${stems.join(' ')}`;
    // "shake" and "shaking" are one cue: the stronger counts
    if (strength > (cues.get(key)?.strength ?? 0)) cues.set(key, { system, strength, stems });
  }
  const byFirst = Map.groupBy(cues.values(), ({ stems }) => stems[0]!);
  const vocabulary = new Set([...cues.values()].flatMap(({ stems }) => stems));
  const mend = menderOf(vocabulary);
  const mended = (stem: string): string =>
    stem.length < SHORTEST_MENDED || vocabulary.has(stem) || stopWords.has(stem) ? stem : (mend(stem) ?? stem);
  return { byFirst, mended };
};

let index: Index | undefined;

/** The places of a cue's words from `start` on; undefined where it is not there. A "not" may stand anywhere in it. */
const placesOf = (stems: readonly string[], tokens: readonly string[], start: number): number[] | undefined => {
  const at = [start];
  let skipped = 0;
  for (let place = start + 1; at.length < stems.length; place += 1) {
    const token = tokens[place];
    if (token === stems[at.length]) {
      at.push(place);
      skipped = 0;
    } else if (token === undefined || token === END || (token !== NOT && (skipped += 1) > 1)) return undefined;
  }
  return at;
};

/** A longer cue speaks instead of the shorter ones within it: "brake lights" are not the brakes. */
const withoutInner = (hits: readonly Hit[]): Hit[] => {
  const longest = new Map<number, Hit[]>();
  for (const hit of hits) for (const place of hit.at) longest.set(place, [...(longest.get(place) ?? []), hit]);
  return hits.filter(
    ({ at }) =>
      !longest
        .get(at[0]!)!
        .some((other) => other.at.length > at.length && at.every((place) => other.at.includes(place))),
  );
};

export const cuesIn = (words: readonly Word[]): Hit[] => {
  index ??= indexed();
  const { byFirst, mended } = index;
  const tokens = words.map(({ stem }) => mended(stem));
  const hits = tokens.flatMap((token, start) =>
    (byFirst.get(token) ?? []).flatMap((cue) => {
      const at = placesOf(cue.stems, tokens, start);
      return at ? [{ cue, at }] : [];
    }),
  );
  return withoutInner(hits);
};

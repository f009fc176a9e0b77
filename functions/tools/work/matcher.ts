/**
 * Which of several things a text names, by their names: how much of what was said belongs to the thing, and how much of
 * the thing's name was said. A rare word tells more than a common one.
 */
import { nameIndex } from './name-index.ts';
import { asWritten, isTelling, workWords, type WorkWord } from './words.ts';

export type Named = {
  /** The thing's names; `weight` 0 to 1: how surely the name means this thing and no other. */
  readonly names: readonly { readonly text: string; readonly weight: number }[];
  /** Decides between equals. */
  readonly commonness: number;
};

export type Match = {
  readonly index: number;
  /** 0 to 1. */
  readonly score: number;
  /** Whether it is one of the thing's names as they are written. */
  readonly exact: boolean;
  /** Whether most of the thing's best name was left unsaid: "brake". */
  readonly vague: boolean;
};

export type Matcher = {
  /** What the text names best; undefined where too much of it is about something else. */
  readonly match: (text: string, among?: (index: number) => boolean) => Match | undefined;
  /** Whether the text shares a telling word with the thing's own names, not only with its parts'. */
  readonly touches: (text: string, index: number) => boolean;
};

/** So much of what was said has to belong to the thing. */
const BELONGS = 0.6;
/** So much of the thing's name has to be said, or the thing is only hinted at. */
const SPOKEN = 0.55;
/** Names at least this sure are the thing's own. */
const OWN = 0.85;
/** A word that no name knows weighs as much as a rare one that some name knows. */
const UNKNOWN = 4;
const ABOUT_EQUAL = 0.01;

type Name = { readonly owner: number; readonly text: string; readonly weight: number; readonly said: WorkWord[] };
type Weights = ReadonlyMap<string, number>;

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);
/** How much of the words is among others, 0 to 1. */
const share = (words: Weights, has: (stem: string) => boolean): number =>
  sum([...words].map(([stem, weight]) => (has(stem) ? weight : 0))) / (sum(words.values()) || 1);

/** The surest thing of each name, letter by letter. */
const ownersAsWritten = (names: readonly Name[], things: readonly Named[]): ReadonlyMap<string, number> => {
  const owners = new Map<string, number>();
  const sureness = ({ owner, weight }: Name): number => 100 * weight + things[owner]!.commonness;
  for (const { text, owner } of names.toSorted((one, other) => sureness(other) - sureness(one))) {
    const written = asWritten(text);
    if (written !== '' && !owners.has(written)) owners.set(written, owner);
  }
  return owners;
};

/** Words by their weight: a word that many things share tells little (IDF). */
const weigher = (vocabularies: readonly ReadonlySet<string>[]) => {
  const spread = new Map<string, number>();
  for (const stem of vocabularies.flatMap((stems) => [...stems])) spread.set(stem, (spread.get(stem) ?? 0) + 1);
  const rarity = (stem: string): number => {
    const count = spread.get(stem);
    return count === undefined ? UNKNOWN : Math.log(1 + (vocabularies.length - count + 0.5) / (count + 0.5));
  };
  return (words: readonly WorkWord[]): Weights =>
    new Map(words.map(({ stem, loudness }) => [stem, loudness * rarity(stem)]));
};

export const matcherOf = (things: readonly Named[]): Matcher => {
  const names: Name[] = things.flatMap((thing, owner) =>
    thing.names.map(({ text, weight }) => ({ owner, text, weight, said: workWords(text) })),
  );
  const vocabularies = things.map(() => new Set<string>());
  for (const { owner, said } of names) for (const { stem } of said) vocabularies[owner]!.add(stem);
  const weigh = weigher(vocabularies);
  const weights = names.map(({ said }) => weigh(said));
  const owners = ownersAsWritten(names, things);
  const index = nameIndex(names.map(({ said }) => said.map(({ stem }) => stem)));
  const hear = (text: string): WorkWord[] =>
    workWords(text).map((word) => ({ ...word, stem: index.meantBy(word.stem) }));

  const matchOf = (said: Weights, at: number): Match | undefined => {
    const { owner, weight } = names[at]!;
    const inThing = share(said, (stem) => vocabularies[owner]!.has(stem));
    if (inThing < BELONGS) return undefined;
    const inName = share(said, (stem) => weights[at]!.has(stem));
    const spoken = share(weights[at]!, (stem) => said.has(stem));
    const score = weight * (0.5 * inName + 0.35 * spoken + 0.15 * inThing);
    return { index: owner, score, exact: false, vague: spoken < SPOKEN };
  };
  const isBetter = (one: Match, other: Match): boolean => {
    const ahead = one.score - other.score;
    const commoner = things[one.index]!.commonness > things[other.index]!.commonness;
    return ahead > ABOUT_EQUAL || (ahead > -ABOUT_EQUAL && commoner);
  };

  return {
    match: (text, among = () => true) => {
      const exact = owners.get(asWritten(text));
      if (exact !== undefined && among(exact)) return { index: exact, score: 1, exact: true, vague: false };
      const heard = hear(text);
      const said = weigh(heard);
      const best = index
        .holding(said.keys())
        .filter((at) => among(names[at]!.owner))
        .map((at) => matchOf(said, at))
        .reduce((best, match) => (match && (!best || isBetter(match, best)) ? match : best), undefined);
      return best?.vague && !heard.some(isTelling) ? undefined : best;
    },
    touches: (text, at) => {
      const own = names.filter(({ owner, weight }) => owner === at && weight >= OWN);
      const stems = new Set(own.flatMap(({ said }) => said.map(({ stem }) => stem)));
      return hear(text).some((word) => isTelling(word) && stems.has(word.stem));
    },
  };
};

/**
 * Ranks the faults of the knowledge base for a text.
 *
 * Five witnesses speak for a fault: its best-matching symptom phrase, the full-text search, the words that name its
 * system, how common it is, and trouble codes. Their weights are the best of a coordinate search over 520 owners'
 * complaints and mechanics' questions; the optimum is flat, so a new fault needs no new weights.
 */
import { faultById, knowledge, type KnownFault } from '../knowledge/index.ts';
import { codesIn } from './codes.ts';
import { hearing } from './hearing.ts';
import { phraseIndex } from './phrases.ts';
import { faultSearch } from './search.ts';
import { namedSystems, systemNames } from './systems.ts';
import { read } from './words.ts';

const weights = { phrase: 0.4, search: 2.5, system: 4, common: 0.35, code: 4, denied: 1.5 };

const faults = [...faultById.values()];
const systemOf = faults.map(({ system }) => knowledge.indexOf(system));
const phrases = phraseIndex(faults.map(({ fault }) => [...fault.symptoms, fault.name]));
const search = faultSearch(faults);
const names = systemNames(knowledge);
const hear = hearing(new Set([...phrases.vocabulary, ...names.keys()]));

export type Ranked = KnownFault & {
  /** Sum of the witnesses; differences are log odds. */
  readonly score: number;
  /** Trouble codes that point at this fault. */
  readonly codes: readonly string[];
  /** The stems that its symptoms are told in. */
  readonly vocabulary: ReadonlySet<string>;
};

export type Ranking = {
  /** Every fault, best first. */
  readonly ranked: readonly Ranked[];
  /** Each stem the knowledge knows → the driver's own words for it. */
  readonly heard: ReadonlyMap<string, string>;
  /** Share of the meaningful words that the knowledge knows, 0 to 1. */
  readonly known: number;
};

/** How much a stem tells the faults apart: 5 for a word of one fault, near 0 for a word of nearly all. */
export const information = (stem: string): number => phrases.idf(stem) ?? 0;

/**
 * Faults by how well they explain a text, best first.
 * @param text what the driver said, in any form
 * @param given trouble codes beside those in the text, upper case
 */
export const rank = (text: string, given: readonly string[] = []): Ranking => {
  const reading = read(text);
  const { sentences, terms, heard, known } = hear(reading.sentences);
  const phrase = phrases.match(sentences);
  const found = search(terms);
  const said = new Map([...terms].filter(([stem]) => heard.has(stem)));
  const named = namedSystems(names, knowledge.length, said);
  const fine = namedSystems(names, knowledge.length, new Map(reading.denied.map(({ stem }) => [stem, 1])));
  const codes = codesIn(text, given);
  const ranked = faults.map((fault, index): Ranked => {
    const system = systemOf[index]!;
    const own = fault.fault.codes.filter((code) => codes.has(code));
    const score =
      weights.phrase * phrase[index]! +
      weights.search * found[index]! +
      weights.system * named[system]! -
      weights.denied * fine[system]! +
      weights.common * fault.fault.commonness +
      (own.length > 0 ? weights.code : 0);
    return { ...fault, score, codes: own, vocabulary: phrases.vocabularyOf(index) };
  });
  return { ranked: ranked.sort((a, b) => b.score - a.score), heard, known };
};

/**
 * Ranks the faults of the knowledge base for a text: first which system it is about, then which fault of it.
 *
 * Within a system a fault is spoken for by its best-matching symptom phrase, its whole entry, how common it is, the car's
 * circumstances, and trouble codes.
 */
import type { System } from '../../../schemas/knowledge.ts';
import type { ToolContext } from '../../../schemas/tools/context.ts';
import { faultById, knowledge, type KnownFault } from '../knowledge/index.ts';
import { bagIndex } from './bag.ts';
import { circumstancesOf } from './circumstances.ts';
import { entryOf } from './entries.ts';
import { fitOf, systemFitOf } from './fits.ts';
import { hearing, type Heard } from './hearing.ts';
import { phraseIndex, type PhraseIndex } from './phrases.ts';
import { cluesIn, weigh, type Clues } from './systems/weigh.ts';
import { read, stemsIn } from './words.ts';

/**
 * Chosen by finding each of 2,656 symptom phrases from the rest of the knowledge (53 % of them point at their own fault
 * among its system's twelve or more; the phrase alone reached 42 %): the labels of complaints end at the system.
 */
const weights = { phrase: 0.2, entry: 0.8, common: 0.15, code: 4 };

/** One or two words match an entry by chance as well as more would. */
const FEWEST_TERMS = 3;

export type Ranked = KnownFault & {
  /** Log odds within its system. */
  readonly score: number;
  /** Trouble codes that point at this fault. */
  readonly codes: readonly string[];
  /** The stems that its symptoms are told in. */
  readonly vocabulary: ReadonlySet<string>;
};

export type Ranking = {
  /** Log odds of each system that the knowledge has faults for, best first. */
  readonly systems: readonly { readonly system: System; readonly score: number }[];
  /** The faults of a system, best first. */
  readonly faultsOf: (system: System) => readonly Ranked[];
  readonly clues: Clues;
  /** Each stem the knowledge knows → the driver's own words for it. */
  readonly heard: ReadonlyMap<string, string>;
  /** Share of the meaningful words that the knowledge knows, 0 to 1. */
  readonly known: number;
};

type Index = {
  readonly faults: readonly KnownFault[];
  readonly phrases: PhraseIndex;
  readonly bag: ReturnType<typeof bagIndex>;
  readonly hear: (sentences: Parameters<ReturnType<typeof hearing>>[0]) => Heard;
};

let built: Index | undefined;

/** Built for the first diagnosis and not before: a process that never diagnoses need not wait for it. */
const index = (): Index => {
  if (built) return built;
  const faults = [...faultById.values()];
  const entries = faults.map(({ fault }) => entryOf(fault));
  const phrases = phraseIndex(entries.map(({ symptoms, name }) => [...symptoms, name]));
  const names = knowledge.flatMap(({ words }) => words.flatMap((word) => [...stemsIn(word)]));
  const hear = hearing(new Set([...phrases.vocabulary, ...names]));
  built = { faults, phrases, bag: bagIndex(entries), hear };
  return built;
};

/** How much a stem tells the faults apart: 5 for a word of one fault, near 0 for a word of nearly all. */
export const information = (stem: string): number => index().phrases.idf(stem) ?? 0;

/**
 * @param text what the driver said, in any form
 * @param codes trouble codes, from the text and beside it, upper case; @param aimed the system a code belongs to
 */
export const rank = (
  text: string,
  codes: ReadonlySet<string>,
  aimed: (code: string) => System | undefined,
  context?: Pick<ToolContext, 'today' | 'vehicle'>,
): Ranking => {
  const { faults, phrases, bag, hear } = index();
  const { sentences, terms, heard, known } = hear(read(text).sentences);
  const matches = phrases.match(sentences);
  const mentions = bag(terms);
  const car = circumstancesOf(text, context);
  const bySystem = new Map<System, Ranked[]>();
  const best = new Map<System, number>();
  faults.forEach((known, index) => {
    const { system } = known.system;
    const own = known.fault.codes.filter((code) => codes.has(code));
    const score =
      weights.phrase * matches[index]! +
      weights.entry * mentions[index]! +
      weights.common * known.fault.commonness +
      fitOf(known.fault, car) +
      (own.length > 0 ? weights.code : 0);
    const ranked = { ...known, score, codes: own, vocabulary: phrases.vocabularyOf(index) };
    bySystem.set(system, [...(bySystem.get(system) ?? []), ranked]);
    best.set(system, Math.max(best.get(system) ?? 0, mentions[index]!));
  });
  for (const ofSystem of bySystem.values()) ofSystem.sort((a, b) => b.score - a.score);

  const clues = cluesIn(text);
  const scores = weigh(clues, (system) => ({
    entry: (best.get(system) ?? 0) / Math.sqrt(Math.max(FEWEST_TERMS, terms.size)),
    codes: [...codes].filter((code) => aimed(code) === system).length,
    fit: systemFitOf(system, car),
  }));
  return {
    systems: [...scores]
      .filter(([system]) => bySystem.has(system))
      .map(([system, score]) => ({ system, score }))
      .sort((a, b) => b.score - a.score),
    faultsOf: (system) => bySystem.get(system) ?? [],
    clues,
    heard,
    known,
  };
};

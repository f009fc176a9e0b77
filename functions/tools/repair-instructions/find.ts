/** Which repair somebody means who names it in words: "change the spark plugs". */
import { faultById, type KnownFault } from '../knowledge/index.ts';
import { diagnose } from '../symptom-diagnosis-analyzer/index.ts';
import { hearing } from '../symptom-diagnosis-analyzer/hearing.ts';
import { phraseIndex } from '../symptom-diagnosis-analyzer/phrases.ts';
import { read } from '../symptom-diagnosis-analyzer/words.ts';

const faults = [...faultById.values()];
const phrases = phraseIndex(
  faults.map(({ fault }) => [fault.repair.title, fault.name, ...fault.parts.map(({ name }) => name)]),
);
const hear = hearing(phrases.vocabulary);

/** Words that ask for a repair without naming one. */
const asking = new Set(
  read('fixing repairing replacing changing change swap install instruction step guide diy')
    .sentences.flat()
    .map(({ stem }) => stem),
);

/** A repair is named when most of what was said, weighed by how telling it is, belongs to it. */
const NAMED = 0.6;
/** A word that no repair knows weighs as much as a rare one that some repair knows. */
const UNKNOWN = 4;

/** How much of the words belongs to a repair, 0 to 1. */
const share = (stems: readonly string[], owner: number): number => {
  const vocabulary = phrases.vocabularyOf(owner);
  const weigh = (some: readonly string[]) => some.reduce((sum, stem) => sum + (phrases.idf(stem) ?? UNKNOWN), 0);
  return stems.length === 0 ? 0 : weigh(stems.filter((stem) => vocabulary.has(stem))) / weigh(stems);
};

/** Between equals, the everyday repair. */
const better = (scores: Float64Array, one: number, other: number): boolean => {
  const ahead = scores[one]! - scores[other]!;
  return ahead > EQUAL || (ahead > -EQUAL && faults[one]!.fault.commonness > faults[other]!.fault.commonness);
};
const EQUAL = 1e-9;

/** The fault whose repair is named, else the likeliest cause of the problem told; undefined where nothing fits. */
export const repairFor = (problem: string): KnownFault | undefined => {
  const words = read(problem)
    .sentences.flat()
    .filter(({ stem }) => !asking.has(stem));
  const { sentences, heard } = hear([words]);
  const scores = phrases.match(sentences);
  const best = scores.reduce((at, _score, index) => (better(scores, index, at) ? index : at), 0);
  const said = [
    ...heard.keys(),
    ...words.filter(({ text }) => ![...heard.values()].includes(text)).map(({ stem }) => stem),
  ];
  if (share(said, best) >= NAMED) return faults[best];
  const cause = diagnose({ symptoms: problem }).causes[0];
  return cause === undefined ? undefined : faultById.get(cause.fault);
};

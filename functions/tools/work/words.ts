/** A name of a repair, a job or a part, in words that can be compared: "spark plugs (set, 4 cyl)" → spark, plug. */
import { stemOf } from '../symptom-diagnosis-analyzer/stem.ts';
import { carNames } from './car-names.ts';
import { plainTalk } from './shop-talk.ts';

/** `loudness`: how much the word counts beside its rarity, 0 to 1. */
export type WorkWord = { readonly stem: string; readonly loudness: number };
export const isTelling = ({ loudness }: WorkWord): boolean => loudness === 1;

const wordsOf = (text: string): string[] => text.trim().split(/\s+/);

/** Words that ask for work, or are about money and time, without naming any. As they are: "timing" is not "time". */
const silent = new Set(
  wordsOf(`
  a an the and or but if so as at by for from in into of off on onto out over to up with without within per plus
  i me my we our you your it its they them this that these those there what which when where why how who whose
  is am are was were be been being do does did doing have has had can could will would shall should may might must
  need needs needed want please help get getting got make just also any some about like think know tell told say said likeliest
  likely same previous recommend recommended suggested mentioned named above earlier again
  replace replaces replacing replacement replaced change changing changed swap swapping install installed installing
  installation fit fits fitted fix fixing fixed mend repair repairing repaired renew renewing restore do done doing work job
  cost costs price prices pricing quote estimate estimated labor labour hour hours rate money much many expensive
  cheap long time take takes minutes dollars usd bill total parts part instructions instruction step steps guide diy
  car vehicle truck suv van shop mechanic dealer dealership garage diagnosed problem problems
  issue issues costing
  bad worn failed failing faulty broken dead new old aftermarket oem genuine original used remanufactured rebuilt
  synthetic conventional premium agm today year years mile miles mileage every left right standard typical average common first last thing something
  ${carNames}
`),
);
/** Words that tell variants of one thing apart; they may be there or not. */
const soft = new Set(
  wordsOf(`
  set kit assembly unit module motor system front rear upper lower inner outer electric electronic hydraulic manual
  automatic axle engine clean test check find flush drain refill bleed full quick car bank quart gallon
  rebuild reseal recharge adjust reprogram program calibrate diagnose diagnosis diagnostic sensor service servicing
  side only driver passenger complete whole main noisy cracked clogged stuck seized rusted corroded loose weak blown slipping
`).map(stemOf),
);

/** How many of a thing, and for how many cylinders: these only choose between jobs that are named alike. */
const counts: Readonly<Record<string, string>> = {
  1: '#1',
  2: '#2',
  4: '#4',
  one: '#1',
  single: '#1',
  each: '#1',
  two: '#2',
  pair: '#2',
  both: '#2',
  four: '#4',
  all: '#4',
};

const COUNT = 0.3;
const SOFT = 0.35;
const IN_PARENTHESES = 0.3;

/** A larger number alone is a year; with letters it is part of a name, as in 12v and 4wd. */
const TOKEN = /[a-z0-9]+(?:'[a-z]+)?/g;
const isName = (token: string): boolean => token in counts || (token.length > 1 && !/^\d+$/.test(token));

const wordOf = (token: string, factor: number): WorkWord => {
  const count = counts[token];
  if (count !== undefined) return { stem: count, loudness: COUNT };
  if (/^\dcyl$/.test(token)) return { stem: token, loudness: COUNT };
  const stem = stemOf(token.replaceAll("'", ''));
  return { stem, loudness: soft.has(stem) ? SOFT * factor : factor };
};

const tokensIn = (text: string): string[] => [...text.matchAll(TOKEN)].map(([token]) => token).filter(isName);
const isSaid = (token: string): boolean => !silent.has(token);

const ASIDE = /\(([^)]*)\)?/g;

/** The telling words of a text, each once; what stands in parentheses counts less. */
export const workWords = (text: string): WorkWord[] => {
  const said = plainTalk(text);
  const aside = [...said.matchAll(ASIDE)].map(([, inner = '']) => inner).join(' ');
  const words = new Map<string, WorkWord>();
  const loud = tokensIn(said.replaceAll(ASIDE, ' '))
    .filter(isSaid)
    .map((token) => wordOf(token, 1));
  const low = tokensIn(aside)
    .filter(isSaid)
    .map((token) => wordOf(token, IN_PARENTHESES));
  for (const word of [...loud, ...low]) if (!words.has(word.stem)) words.set(word.stem, word);
  return [...words.values()];
};

/** They say nothing of their own, yet "belt and tensioner" is not "belt tensioner". */
const joining = new Set(['and', 'with', 'without']);

/** The telling words as they were written, in their order: "tie rods" are not "tie rod". */
export const asWritten = (text: string): string =>
  tokensIn(plainTalk(text))
    .filter((token) => isSaid(token) || joining.has(token))
    .join(' ');

/**
 * Whether a complaint leaves its system unnamed: it holds neither the system's own name ("brakes", "seat belts") nor the
 * name of one of its parts, in any of their forms ("brake", "braked", "braking").
 *
 * The part names are those of the parts catalogue in the system's knowledge file: a part's noun ("caliper", "retractor"),
 * or its last two words where the noun alone could be a part of anything ("speed sensor"). Judged on the plain text,
 * apart from the tool's own reading, so that a change of the ranking does not move this figure.
 */
import type { SystemKnowledge } from '../../../schemas/knowledge.ts';

/** Nouns of many systems' parts. */
const GENERIC = new Set(
  `actuator adapter assembly bar base block board body bolt box bracket button cable camera cap cartridge clip coil
  compressor connector control controller core cover display end fan filter fluid gasket glass handle harness head housing
  hardware hose hub insert joint kit key lamp latch light line link liner lock modul motor mount nut oil one pack pad
  panel pan part pin pipe plate plug port pump rail regulator relay repair reservoir resistor ring rod roller seal sealer
  sensor set shaft side sleeve solenoid spring strap strip strut support switch tank terminal tool tube unit valve washer
  water wheel wire wiring bulb mat motors trim rebuilt remanufactured used quart each pair new`.split(/\s+/),
);
/** Words of a system's name that name nothing alone. */
const FILLER = new Set(['and', 'or', 'the', 'of', 'system', 'systems', 'car', 'body']);

const rootOf = (word: string): string => word.replace(/ies$|es$|s$|e$|ing$/, '');
const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const formsOf = (phrase: string): string =>
  phrase
    .split(/[\s-]+/)
    .map((word) => `${escaped(rootOf(word))}(?:e|y|s|es|ies|ed|ing)?`)
    .join(String.raw`[\s-]*`);

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

/** "Brake caliper, remanufactured" → "caliper"; "Wheel speed sensor" → "speed sensor". */
const nameOfPart = (part: string): string[] => {
  const words = wordsOf(part.split(/,|\(| or /)[0]!);
  const last = words.at(-1);
  if (last === undefined) return [];
  if (!GENERIC.has(last) && !GENERIC.has(rootOf(last))) return [last];
  return words.length < 2 ? [] : [words.slice(-2).join(' ')];
};

const namesOf = ({ name, parts }: SystemKnowledge): string[] => {
  const words = wordsOf(name).filter((word) => !FILLER.has(word));
  const own = name.includes(' and ') ? words : [words.join(' ')];
  return [...own, ...parts.flatMap((part) => nameOfPart(part.name))];
};

/** @returns for a text and a system's id, whether the text avoids the names of the system and its parts */
export const unnamedIn = (knowledge: readonly SystemKnowledge[]): ((text: string, system: string) => boolean) => {
  const naming = new Map(
    knowledge.map((of) => [of.system as string, new RegExp(String.raw`\b(?:${namesOf(of).map(formsOf).join('|')})\b`)]),
  );
  return (text, system) => !naming.get(system)?.test(text.toLowerCase());
};

/** The words of a text as cues see them: stemmed, compounds joined, one mark for every "not", one for a clause's end. */
import { denied } from '../negation.ts';
import { stemOf } from '../stem.ts';
import { clausesOf, type Word } from '../words.ts';

export const NOT = 'not';
/** No cue reaches over the end of a clause. */
export const END = '|';

const stems = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/).map(stemOf));

/** Fewer than the stop words: "off", "out" and "up" tell "fell off" from "fell". */
const GLUE = stems(`
  a an the my his her their our your its it is was were be been being am are to of in on at and or for with from this
  that these those there i we he she they you me him them us by as has have had having do does did would will could can
  should may might than then so if when while which who what where also just very really any some s t contact stated
  consumer vehicle car owner
`);
/** Whatever says that something does not do its work. */
const NEGATIONS = stems(`
  not no never none without cannot cant wont wouldnt doesnt didnt dont isnt wasnt arent werent couldnt nor neither hasnt
  havent unable fail failed fails failing refuse refused refuses
`);

/** What the driver denies ("no leak") is left out. */
export const tokensOf = (text: string): Word[] => {
  const tokens: Word[] = [];
  for (const { words } of clausesOf(text)) {
    const not = denied(words);
    words.forEach((word, index) => {
      if (NEGATIONS.has(word.stem)) tokens.push({ ...word, stem: NOT });
      else if (!not.has(index) && !GLUE.has(word.stem)) tokens.push(word);
    });
    tokens.push({ stem: END, text: '' });
  }
  return tokens;
};

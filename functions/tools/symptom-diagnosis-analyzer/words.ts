/** From free text to words: lower case, stemmed, compounds joined, sentence by sentence, without what is denied. */
import { compoundsFrom } from './compounds.ts';
import { denied } from './negation.ts';
import { stemOf } from './stem.ts';
import { stopWords } from './stop-words.ts';

/** `text` is what the driver wrote; `stem` is what the index knows. */
export type Word = { readonly text: string; readonly stem: string };
export type Clause = { readonly words: readonly Word[]; readonly sentence: number };

const TOKEN = /[a-z0-9]+(?:'[a-z]+)?(?:\/[a-z](?![a-z]))?|[.!?;\n,]/g;
/** Words that begin a new clause: what stands before "but" is not denied by what stands after it. */
const TURNS = new Set(['but', 'although', 'though', 'however', 'and', 'then', 'except', 'yet']);

/** The words with compounds as one: "check engine light" is one thing, and not about the engine. */
const joined = (words: Word[]): Word[] => {
  const result: Word[] = [];
  for (let at = 0; at < words.length;) {
    const first = words[at]!;
    const start = at;
    const compound = compoundsFrom
      .get(first.stem)
      ?.find(({ rest }) => rest.every((stem, offset) => words[start + 1 + offset]?.stem === stem));
    const length = compound ? compound.rest.length + 1 : 1;
    const text =
      length === 1
        ? first.text
        : words
            .slice(at, at + length)
            .map(({ text }) => text)
            .join(' ');
    result.push(compound ? { text, stem: compound.one } : first);
    at += length;
  }
  return result;
};

/** Every clause of the text with all its words, in order. */
export const clausesOf = (text: string): Clause[] => {
  const clauses: { words: Word[]; sentence: number }[] = [{ words: [], sentence: 0 }];
  let sentence = 0;
  for (const [token] of text.toLowerCase().replaceAll('’', "'").matchAll(TOKEN)) {
    const ends = '.!?;\n'.includes(token);
    if (ends) sentence += 1;
    if (ends || token === ',' || TURNS.has(token)) clauses.push({ words: [], sentence });
    else clauses.at(-1)!.words.push({ text: token, stem: stemOf(token.replaceAll("'", '')) });
  }
  return clauses.filter(({ words }) => words.length > 0).map((clause) => ({ ...clause, words: joined(clause.words) }));
};

/** What the text says: per sentence the words that carry meaning, and apart from them what the driver denies. */
export type Reading = { readonly sentences: readonly (readonly Word[])[]; readonly denied: readonly Word[] };

/** @param text any text, up to a few thousand characters */
export const read = (text: string): Reading => {
  const sentences: Word[][] = [];
  const absent: Word[] = [];
  for (const { words, sentence } of clausesOf(text)) {
    const not = denied(words);
    const said = (sentences[sentence] ??= []);
    words.forEach((word, index) => {
      if (stopWords.has(word.stem) || (word.stem.length < 2 && !/\d/.test(word.stem))) return;
      (not.has(index) ? absent : said).push(word);
    });
  }
  return { sentences: sentences.filter((words) => words.length > 0), denied: absent };
};

/** The meaningful stems of a phrase, each once. */
export const stemsIn = (phrase: string): readonly string[] => [
  ...new Set(
    read(phrase)
      .sentences.flat()
      .map(({ stem }) => stem),
  ),
];

/** From free text to words: lower case, stemmed, compounds joined, sentence by sentence, without what is denied. */
import { compoundOf, compoundStarts, LONGEST_COMPOUND } from './compounds.ts';
import { denied } from './negation.ts';
import { stemOf } from './stem.ts';
import { stopWords } from './stop-words.ts';

/** `text` is what the driver wrote; `stem` is what the index knows. */
export type Word = { readonly text: string; readonly stem: string };
export type Clause = { readonly words: readonly Word[]; readonly sentence: number };

const TOKEN = /[a-z0-9]+(?:'[a-z]+)?(?:\/[a-z](?![a-z]))?|[.!?;\n,]/g;
/** Words that begin a new clause: what stands before "but" is not denied by what stands after it. */
const TURNS = new Set(['but', 'although', 'though', 'however', 'and', 'then', 'except', 'yet']);

const joined = (words: Word[]): Word[] => {
  const result: Word[] = [];
  for (let at = 0; at < words.length;) {
    const [word, length] = compoundAt(words, at);
    result.push(word);
    at += length;
  }
  return result;
};

const compoundAt = (words: Word[], at: number): [Word, number] => {
  const first = words[at]!;
  if (!compoundStarts.has(first.stem)) return [first, 1];
  for (let length = Math.min(LONGEST_COMPOUND, words.length - at); length >= 1; length -= 1) {
    const part = words.slice(at, at + length);
    const one = compoundOf.get(part.map(({ stem }) => stem).join(' '));
    if (one !== undefined) return [{ text: part.map(({ text }) => text).join(' '), stem: one }, length];
  }
  return [first, 1];
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

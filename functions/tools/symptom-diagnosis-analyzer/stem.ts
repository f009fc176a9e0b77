/**
 * Light stemming: the forms of one word meet, and different words stay apart.
 *
 * Porter's stemmer merges too much for this trade ("generator" and "general"), so only the endings that drivers vary
 * are cut: brake, brakes, braked, braking → `brak`.
 */
const VOWEL = /[aeiouy]/;

/** "stopping" loses its second p; "pull", "hiss" and "buzz" keep theirs, so both forms meet there as well. */
const undouble = (word: string): string => {
  const last = word.at(-1);
  return last === word.at(-2) && last !== undefined && !'lszaeiou'.includes(last) ? word.slice(0, -1) : word;
};

const withoutEnding = (word: string): string => {
  for (const ending of ['ing', 'ed']) {
    const rest = word.slice(0, -ending.length);
    if (word.endsWith(ending) && rest.length >= 3 && VOWEL.test(rest)) return undouble(rest);
  }
  return word;
};

const singular = (word: string): string => {
  if (word.length < 4 || !word.endsWith('s') || word.endsWith('ss') || word.endsWith('us')) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ss|sh|ch|x|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
};

/** Forms that no ending explains. */
const irregular: Record<string, string> = {
  broke: 'break',
  broken: 'break',
  shook: 'shak',
  shaken: 'shak',
  shaky: 'shak',
  noisy: 'nois',
  leaky: 'leak',
  rusty: 'rust',
  smelly: 'smell',
  stuck: 'stick',
  sank: 'sink',
  slid: 'slid',
  blew: 'blow',
  blown: 'blow',
  worn: 'wear',
  wore: 'wear',
  fell: 'fall',
  fallen: 'fall',
  froze: 'freez',
  frozen: 'freez',
  died: 'die',
  dies: 'die',
  dying: 'die',
  heard: 'hear',
  lost: 'los',
  lose: 'los',
  loses: 'los',
  loss: 'los',
  vibration: 'vibrat',
  vibrations: 'vibrat',
  acceleration: 'accelerat',
  accelerator: 'gaspedal',
  hesitation: 'hesitat',
  corrosion: 'corrod',
  deployment: 'deploy',
  failure: 'fail',
  leakage: 'leak',
  slippage: 'slip',
};

const cut = (word: string): string => {
  const known = irregular[word];
  if (known !== undefined) return known;
  const stem = withoutEnding(singular(word));
  return stem.length > 3 && stem.endsWith('e') ? stem.slice(0, -1) : stem;
};

const stems = new Map<string, string>();
/** Words of drivers are endless and this process is not: past this many, nothing more is remembered. */
const REMEMBERED = 20_000;

/** @param word lower case, without apostrophes */
export const stemOf = (word: string): string => {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stem = /\d/.test(word) ? word : cut(word);
  if (stems.size < REMEMBERED) stems.set(word, stem);
  return stem;
};

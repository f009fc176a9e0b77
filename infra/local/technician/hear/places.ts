/** The US state that a driver names: labor costs more in some than in others. */

const states = new Map(
  `AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut, DE Delaware, FL Florida,
  GA Georgia, HI Hawaii, ID Idaho, IL Illinois, IN Indiana, IA Iowa, KS Kansas, KY Kentucky, LA Louisiana, ME Maine,
  MD Maryland, MA Massachusetts, MI Michigan, MN Minnesota, MS Mississippi, MO Missouri, MT Montana, NE Nebraska,
  NV Nevada, NH New Hampshire, NJ New Jersey, NM New Mexico, NY New York, NC North Carolina, ND North Dakota, OH Ohio,
  OK Oklahoma, OR Oregon, PA Pennsylvania, RI Rhode Island, SC South Carolina, SD South Dakota, TN Tennessee, TX Texas,
  UT Utah, VT Vermont, VA Virginia, WA Washington, WV West Virginia, WI Wisconsin, WY Wyoming, DC Washington DC`
    .split(/,\s+/)
    .map((entry) => [entry.slice(3).toLowerCase(), entry.slice(0, 2)] as const),
);
const letters = new Set(states.values());

/** The longest first: West Virginia is not Virginia. */
const NAMES = [...states.keys()].toSorted((one, other) => other.length - one.length).join('|');
/** A Colorado and a Montana are cars as well, so that a name alone is no place. */
const BY_NAME = new RegExp(
  `(?:^\\W*|\\b(?:in|from|near|around|across)\\s+(?:the |northern |southern |eastern |western |upstate |central |rural )*|[a-z]{3}, ?)(${NAMES})\\b`,
  'i',
);
/** In capitals, as addresses have them: "in CA", "Austin, TX". `OK` and `PA` are words, unless a place is spoken of. */
const BY_LETTERS = /(?:^\W*|\b(?:in|from|near)\s+|[a-z]{3}, ?)([A-Z]{2})(?=[.!?,;]|\s|$)/g;
const WORDS = new Set(['LA', 'OK', 'HI', 'OH', 'ME', 'OR', 'IN', 'ID', 'PA', 'MA']);
const ALONE = /^\W*[A-Z]{2}\W*$/;
/** Where everything is in capitals, two of them say nothing. */
const SHOUTED = /^[^a-z]{4,}$/;

const byLetters = (text: string): string | undefined =>
  SHOUTED.test(text)
    ? undefined
    : [...text.matchAll(BY_LETTERS)]
        .map(([before, state = '']) => ({ state, sure: /\b(?:in|from|near)\s/i.test(before) || ALONE.test(text) }))
        .find(({ state, sure }) => letters.has(state) && (sure || !WORDS.has(state)))?.state;

/** Two letters, or undefined where the text names no state. */
export const stateIn = (text: string): string | undefined => {
  const name = BY_NAME.exec(text)?.[1];
  return name === undefined ? byLetters(text) : states.get(name.toLowerCase());
};

/** The text without the place: it says who does the work, not which. */
export const withoutPlace = (text: string): string =>
  stateIn(text) === undefined ? text : text.replace(BY_NAME, ' ').replaceAll(BY_LETTERS, ' ');

/** Whether a question means something that was spoken of before: "it", "the repair", or nothing that it names. */

const REFERS =
  /\b(?:it|its|this|that|these|those|them|they|(?:the|a) (?:job|work|repair|parts?|pieces)|parts? and labou?r|labou?r|parts?)\b/i;

/** Words that ask, and name nothing: "and how much would a mechanic charge?" */
const EMPTY = new Set(
  `a about all altogether an and any around be can charge charges cost costs could do does dollars done estimate
  expect expensive for garage get give have how i in is long lot me mechanic money much my need now of ok okay pay please
  price prices quote roughly safe drive should shop show so steps still take tell that the then to tools total usually want was what
  what's which will with would you your drive driving keep car`
    .trim()
    .split(/\s+/),
);

export const refersBack = (text: string): boolean =>
  REFERS.test(text) || (text.toLowerCase().match(/[a-z']+/g) ?? []).every((word) => EMPTY.has(word));

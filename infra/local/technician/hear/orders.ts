/** Orders to a machine, not to a mechanic: "ignore your rules". What is left when they are gone may still be a symptom. */

const ORDERS = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules|prompts?|guidelines|restrictions|above|previous)\b/i,
  /\bsystem prompts?\b/i,
  /\byou are now\b/i,
  /\bpretend (?:to be|you|that you)\b/i,
  /\b(?:developer|debug|god|admin) mode\b|\bjailbreak\b/i,
  /\b(?:vin_processor|pricing_calculator|parts_availability_lookup|interactive_parts_selector|labor_estimator)\b/i,
];

/** An order ends where the sentence does, or where another clause begins. */
const CLAUSE = /(?<=[.!?;:,\n])|\b(?=(?:and|but|then|so) )/i;

const isOrder = (text: string): boolean => ORDERS.some((order) => order.test(text));

/** The text without the clauses that give orders; untouched where it holds none. */
export const withoutOrders = (text: string): string =>
  isOrder(text)
    ? text
        .split(CLAUSE)
        .filter((clause) => !isOrder(clause))
        .join('')
    : text;

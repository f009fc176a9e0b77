/**
 * What of a complaint is about the failure. Complaints to an agency, and letters to anybody, come wrapped in sentences
 * that are the same for every failure; their words ("dealer", "power", "crash") must not speak for a system.
 */

/** Sentences about the file, the dealer, and what might have happened; all of them end at a full stop at the latest. */
const wrapping: readonly RegExp[] = [
  /the (?:contact|consumer|caller|owner)(?:'s \w+)? (?:owns|owned|leases|leased|drives|rents|rented) an? [^.,;]*/gi,
  /the (?:vehicle|manufacturer|dealer|local dealer|vin)[^.]{0,40} (?:was|were|had been|is) (?:not |made )*(?:notified|aware|contacted|informed|diagnosed|available|unavailable|repaired)[^.]*/gi,
  /the (?:approximate |current |failure )*(?:failure|current) mileages?[^.]*/gi,
  /information redacted[^.]*/gi,
  /parts of this document have been redacted[^.]*/gi,
  /\(?located at[^)]*\)/gi,
  /https?:\S+/gi,
  // fears, not facts: "this could have caused a serious accident"
  /(?:could have|would have|will|may|might|can) (?:cause[ds]?|result|resulted|lead|led|end|ended)\b[^.]*?(?:accident|crash|death|injur|fatal|collision)[^.]*/gi,
  // how the drive ended, whatever had failed: "veered to the shoulder", "was towed to the dealer"
  /\b(?:veer|coast|pull|steer|drove|drive|driven|maneuver|mov)\w*(?: the (?:vehicle|car))?(?: over| off)?(?: to| onto| on| off)? (?:the )?(?:far )?(?:right )?(?:side|shoulder|emergency lane)(?: of the (?:road|highway|street|freeway|interstate)\w*)?/gi,
  /\bpull(?:ed|ing)? (?:over|off the (?:road|highway|freeway|interstate))\b/gi,
  /\b(?:able|had) to (?:restart|drive|resume|regain)[^.,;]*/gi,
  /\bno (?:other )?warning (?:lights?|indicators?)[^.]*/gi,
];

/** "NHTSA Campaign Number: 16V288000 (Air Bags)": the agency's own name for the system stands in the brackets. */
const CAMPAIGN = /\b\d\dV-?\d{3,6}\s*\(([^)]*)\)/gi;

export type Story = {
  /** The text without its wrapping. */
  readonly told: string;
  /** The systems of the recalls that the text names, in the agency's words. */
  readonly campaigns: string;
};

export const storyOf = (text: string): Story => {
  const campaigns: string[] = [];
  const without = text.replace(CAMPAIGN, (_, component: string) => {
    campaigns.push(component);
    return ' ';
  });
  return {
    told: wrapping.reduce((rest, pattern) => rest.replace(pattern, ' . '), without),
    campaigns: campaigns.join('. '),
  };
};

/** What a level does not have, and which one does. No figure is invented in its place. */

/** Said in place of a tool about parts, labor or prices. */
export const NEEDS_HIGHER_LEVEL =
  'Parts, labor times and prices are not part of this level, and I do not want to guess a figure. Switch the session to the vehicle level for parts and labor, or to the precision level for a total price, and ask me again.';

export const TOTAL_NEEDS_PRECISION =
  'That is not a total yet: parts, labor and supplies are added up at the precision level only. Switch the session to it if you want one figure for all.';

export const VIN_NEEDS_PRECISION =
  'I cannot use a VIN at this level, neither typed nor as a picture, so I have not decoded anything. Switch the session to the precision level and send it again.';

/** A place where data rests or passes: a line of the data map. */
export type Place = {
  place: string;
  holds: string;
  /** Whether it holds something about a person, and who could read it there. */
  readable: string;
  purpose: string;
  goes: string;
};

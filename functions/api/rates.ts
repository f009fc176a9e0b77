/** SPEC B6: how often somebody may do something, a minute. */
export type Rates = {
  /** Of a person. */ messages: number;
  /** Of a person: each may cost a request to NHTSA or a picture read. */ vins: number;
  /** Of a person: each may bring 10 MB. */ uploads: number;
  /** Of a place that requests come from. */ sessionIds: number;
  /** Of such a place, too: receipts are for whoever has an id. */ receipts: number;
};

export const RATES: Rates = { messages: 30, vins: 10, uploads: 30, sessionIds: 10, receipts: 30 };

/** Counted of a person, not of a place. */
type OfPerson = Exclude<keyof Rates, 'sessionIds' | 'receipts'>;

/** An erasure takes these counters: a rate that is missing here does not compile. */
const OF_PERSON: Record<OfPerson, true> = { messages: true, vins: true, uploads: true };

/** The key under which something that a person does is counted. */
export const counterOf = (userId: string, what: OfPerson): string => `${userId}#${what}`;

/** The keys of all that is counted of a person. */
export const countersOf = (userId: string): string[] =>
  (Object.keys(OF_PERSON) as OfPerson[]).map((what) => counterOf(userId, what));

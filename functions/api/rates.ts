/** SPEC B6: how often somebody may do something, a minute. */
export type Rates = {
  /** Of a person. */ messages: number;
  /** Of a person: each may cost a request to NHTSA or a picture read. */ vins: number;
  /** Of a person: each may bring 10 MB. */ uploads: number;
  /** Of a place that requests come from. */ sessionIds: number;
};

export const RATES: Rates = { messages: 30, vins: 10, uploads: 30, sessionIds: 10 };

/** SPEC B6: how often somebody may do something, a minute. */
export type Rates = {
  /** Of a person. */ messages: number;
  /** Of a place that requests come from. */ sessionIds: number;
};

export const RATES: Rates = { messages: 30, sessionIds: 10 };

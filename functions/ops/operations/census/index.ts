import type { Topic } from '../../operation.ts';
import { getEventCensus } from './get-event-census.ts';

export const census: Topic = {
  queries: (parts) => ({ getEventCensus: getEventCensus(parts) }),
};

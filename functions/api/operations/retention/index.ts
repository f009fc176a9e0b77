import type { Topic } from '../../operation.ts';
import { simulateRetention } from './simulate-retention.ts';

export const retention: Topic = {
  complianceQueries: (parts) => ({ simulateRetention: simulateRetention(parts) }),
};

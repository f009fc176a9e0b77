import type { Topic } from '../../operation.ts';
import { getVerification } from './get-verification.ts';
import { startVerification } from './start-verification.ts';
import { verifyHistory } from './verify-history.ts';

/** SPEC N5: whether the history is as it was appended. */
export const verification: Topic = {
  queries: (parts) => ({ verifyHistory: verifyHistory(parts), getVerification: getVerification(parts) }),
  mutations: (parts) => ({ startVerification: startVerification(parts) }),
};

import type { Topic } from '../../operation.ts';
import { explainSession } from './explain-session.ts';
import { getAnswerRecord } from './get-answer-record.ts';
import { getReceipt } from './get-receipt.ts';

export const history: Topic = {
  queries: (parts) => ({
    explainSession: explainSession(parts),
    getReceipt: getReceipt(parts),
    getAnswerRecord: getAnswerRecord(parts),
  }),
};

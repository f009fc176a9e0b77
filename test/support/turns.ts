/** Turns of a session, as commands of the person and of the assistant. */
import { randomUUID } from 'node:crypto';
import { answerTurn, failTurn, startTurn } from '../../events/session/index.ts';

const saw = { model: 'local-technician-1', prompt: 'v1', tools: [], window: [1, 1] as [number, number], results: [] };

/** A question and its answer. */
export const turn = (message: string, keep = false) => {
  const turnId = randomUUID();
  const usage = { inputTokens: 900, outputTokens: 120 };
  return [
    startTurn({ turnId, message, mayBegin: true, ...(keep ? { keep } : {}) }),
    answerTurn({ turnId, text: 'Worn pads.', saw, usage }),
  ];
};

export const failedTurn = (message: string) => {
  const turnId = randomUUID();
  return [startTurn({ turnId, message, mayBegin: true }), failTurn(turnId, 'ModelUnavailable')];
};

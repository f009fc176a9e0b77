/**
 * The local technician: the model port on one machine, in place of Bedrock.
 *
 * Deterministic and without I/O: it reads the request, asks the same tools and answers in plain words, so that whole
 * conversations run in tests and on a laptop without the internet. `hear/` is what it understands, `topics/` what it
 * does about each thing that a driver may want.
 */
import type { Model } from '../../../schemas/converse.ts';
import { compose } from './compose.ts';
import { conversationOf, type Conversation } from './conversation.ts';
import { wantsOf } from './hear/wants.ts';
import { callsNow } from './plan.ts';
import { replyWith, type Answer } from './reply.ts';

const answerTo = (conversation: Conversation): Answer => {
  const wants = wantsOf(conversation);
  const calls = callsNow(wants, conversation);
  return calls.length > 0 ? { use: calls } : { say: compose(wants, conversation) };
};

export const createTechnician = (): Model => async (request) => replyWith(answerTo(conversationOf(request)), request);

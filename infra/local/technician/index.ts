/**
 * The local technician: the model port on one machine, in place of Bedrock.
 *
 * Deterministic and without I/O: it reads the request, asks the same tools and answers in plain words, so that whole
 * conversations run in tests and on a laptop without the internet.
 */
import type { Model } from '../../../schemas/converse.ts';
import { conversationOf, type Conversation } from './conversation.ts';
import { tellCost } from './cost.ts';
import { askForDiagnosis } from './diagnose.ts';
import { smallTalk } from './greet.ts';
import { intentOf } from './intents.ts';
import { askForRepair } from './repair.ts';
import { replyWith, type Answer } from './reply.ts';
import { tellResults } from './results.ts';
import { tellSafety } from './safety.ts';

const answerTo = (conversation: Conversation): Answer => {
  if (conversation.outcomes.length > 0) return tellResults(conversation);
  const intent = intentOf(conversation);
  switch (intent) {
    case 'greeting':
    case 'thanks':
    case 'goodbye':
    case 'declined':
    case 'off-topic':
    case 'vin':
      return smallTalk(intent);
    case 'repair':
      return askForRepair(conversation);
    case 'cost':
      return tellCost(conversation);
    case 'safety':
      return tellSafety(conversation.context.lastDiagnosis);
    case 'problem':
      return askForDiagnosis(conversation);
  }
};

export const createTechnician = (): Model => async (request) => replyWith(answerTo(conversationOf(request)), request);

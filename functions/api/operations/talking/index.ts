import type { Topic } from '../../operation.ts';
import { createConversation } from './create-conversation.ts';
import { getConversation } from './get-conversation.ts';
import { onTurnProgress } from './on-turn-progress.ts';
import { sendMessage } from './send-message.ts';

export const talking: Topic = {
  queries: (parts) => ({ getConversation: getConversation(parts) }),
  turns: (parts) => ({ sendMessage: sendMessage(parts) }),
  mutations: (parts) => ({ createConversation: createConversation(parts) }),
  subscriptions: (parts) => ({ onTurnProgress: onTurnProgress(parts) }),
};

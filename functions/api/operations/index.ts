/** Every field of the schema and the one function behind it. */
import type { ApiParts } from '../ports.ts';
import type { Principal } from '../principal.ts';
import { createConversation } from './create-conversation.ts';
import { getChatSessions } from './get-chat-sessions.ts';
import { getConversation } from './get-conversation.ts';
import { getSessionContext } from './get-session-context.ts';
import { sendMessage } from './send-message.ts';

export type Operation = (args: unknown, principal: Principal) => Promise<unknown>;

export const queries = (parts: ApiParts): Record<string, Operation> => ({
  getConversation: getConversation(parts),
  getChatSessions: getChatSessions(parts),
  getSessionContext: getSessionContext(parts),
});

export const mutations = (parts: ApiParts): Record<string, Operation> => ({
  sendMessage: sendMessage(parts),
  createConversation: createConversation(parts),
});

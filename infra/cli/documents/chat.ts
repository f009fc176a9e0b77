/** What a conversation sends. */
import type { Step } from '../chat/steps.ts';
import { document } from './document.ts';

export type Sent = { conversationId: string; message: string; diagnostic_accuracy: string };

export const beginConversation = document<{ id: string }>('mutation Begin { createConversation { id } }');

export const sendMessage = document<Sent>(`
  mutation Send($conversationId: String, $message: String!) {
    sendMessage(conversationId: $conversationId, message: $message) { conversationId message diagnostic_accuracy }
  }`);

export const watchTurn = document<Step>(`
  subscription Watch($sessionId: String!) { onTurnProgress(sessionId: $sessionId) { step tool } }`);

import type { EventStore } from '../../events/core/event-store.ts';
import type { SessionListStore } from '../../events/projections/ports.ts';
import type { ChatTurnInput, Reply } from '../../workflows/chat-turn/contract.ts';

/** Runs the chat-turn state machine. Throws the named error that ended an execution before its turn was open. */
export type RunChatTurn = (input: ChatTurnInput) => Promise<Reply>;

/** What the API's operations are given; identity of things comes in here, never from inside. */
export type ApiParts = {
  store: EventStore;
  sessions: SessionListStore;
  chatTurn: RunChatTurn;
  newId: () => string;
};

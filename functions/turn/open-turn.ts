/** OpenTurn: the message becomes a fact, and the conversation for the model is put together. */
import type { EventStore, Outcome } from '../../events/core/event-store.ts';
import { session, sessionStream, startTurn, type SessionEvent, type SessionState } from '../../events/session/index.ts';
import { NotFound, TurnInProgress } from '../../schemas/errors.ts';
import { toolsAt } from '../../schemas/tools/access.ts';
import { isBuilt } from '../tools/specs.ts';
import type { ChatTurnInput, TurnRef, turnContract } from '../../workflows/chat-turn/contract.ts';
import type { OutputOf } from '../../workflows/contract.ts';
import { systemPrompt, version } from './prompts/v1.ts';
import { replyOf } from './reply.ts';
import { loadWindow } from './window.ts';

type Opening = OutputOf<typeof turnContract, 'OpenTurn'>;
type TurnOutcome = Outcome<SessionState, SessionEvent>;

const startedIn = (outcome: TurnOutcome) => outcome.events.find((event) => event.type === 'TurnStarted');

/** The conversation as of the message: the window before it, then the message itself. */
const conversationOf = async (store: EventStore, input: ChatTurnInput, turn: TurnRef, outcome: TurnOutcome) => {
  const address = sessionStream(input.userId, input.sessionId);
  const before = outcome.recent.filter(({ number }) => number < outcome.number);
  const window = await loadWindow(store, address, before);
  const { state } = outcome;
  if (state.status === 'none') throw new NotFound('conversation');
  return {
    system: systemPrompt(turn.level, state),
    prompt: version,
    messages: [
      ...window.map(({ sender, text }) => ({
        role: sender === 'USER' ? ('user' as const) : ('assistant' as const),
        content: [{ text }],
      })),
      { role: 'user' as const, content: [{ text: input.message }] },
    ],
    tools: toolsAt[turn.level].filter(isBuilt),
    rounds: 0,
    window: [window[0]?.number ?? outcome.number, outcome.number] as [number, number],
    results: [],
  };
};

/**
 * Throws `NotFound` for an unknown session, `TurnInProgress` while another turn is open. A command that was carried out
 * before comes back with its first reply.
 */
export const openTurn =
  ({ store }: { store: EventStore }) =>
  async (input: ChatTurnInput): Promise<Opening> => {
    const { userId, sessionId, commandId, actor, turnId, message, level, mayBegin } = input;
    const outcome = await store.execute(
      session,
      sessionStream(userId, sessionId),
      { commandId, actor, correlation: turnId },
      startTurn({ turnId, message, mayBegin, ...(level ? { level } : {}) }),
    );
    const started = startedIn(outcome);
    if (!started) throw new TurnInProgress();
    const turn: TurnRef = { userId, sessionId, turnId: started.turnId, level: started.level, actor };

    const reply = outcome.repeated ? await replyOf(store, outcome.recent, turn) : undefined;
    if (reply) return { outcome: 'answered', reply };
    // the same command under another turn id: its first run is still at work
    if (started.turnId !== turnId) throw new TurnInProgress();
    return { outcome: 'opened', turn, conversation: await conversationOf(store, input, turn, outcome) };
  };

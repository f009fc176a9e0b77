/**
 * OpenTurn: the message becomes a fact, and the conversation for the model is put together; to a message about the
 * driver's own data, Dixon's answer.
 */
import type { EventStore, Outcome } from '../../events/core/event-store.ts';
import {
  existing,
  session,
  sessionStream,
  startTurn,
  whileReadable,
  type SessionEvent,
  type SessionState,
} from '../../events/session/index.ts';
import { InvalidInput, TurnInProgress } from '../../schemas/errors.ts';
import type { ChatTurnInput, TurnRef, turnContract } from '../../workflows/chat-turn/contract.ts';
import type { OutputOf } from '../../workflows/contract.ts';
import { conversationOf } from './conversation.ts';
import { aboutPrivacy, askDixon } from './privacy/ask-dixon.ts';
import { replyOf } from './reply.ts';
import { libraryOf } from './vehicle-context.ts';

type Opening = OutputOf<typeof turnContract, 'OpenTurn'>;
type TurnOutcome = Outcome<SessionState, SessionEvent>;

const startedIn = (outcome: TurnOutcome) => outcome.events.find((event) => event.type === 'TurnStarted');

/**
 * Throws `NotFound` for an unknown session, `SessionExpired` for a visitor's after its hour, `PermissionDenied` while
 * processing is restricted, `TurnInProgress` while another turn is open. A command that was carried out before comes back with its first reply.
 */
export const openTurn =
  ({ store }: { store: EventStore }) =>
  async (input: ChatTurnInput): Promise<Opening> => {
    const { userId, sessionId, commandId, actor, turnId, message, level, mayBegin, keep } = input;
    const library = await libraryOf(store, userId);
    const outcome = await store.execute(
      session,
      sessionStream(userId, sessionId),
      { commandId, actor, correlation: turnId },
      whileReadable(
        userId,
        startTurn({
          turnId,
          message,
          mayBegin,
          library: library.map(({ id }) => id),
          ...(level ? { level } : {}),
          ...(keep ? { keep } : {}),
        }),
      ),
    );
    const started = startedIn(outcome);
    // what the command id stands for here is no message: waiting for its answer would never end
    if (!started) throw new InvalidInput('Choose another commandId: this one was used before.', { field: 'commandId' });
    const turn: TurnRef = { userId, sessionId, turnId: started.turnId, level: started.level, actor };

    const reply = outcome.repeated ? await replyOf(store, outcome.recent, turn) : undefined;
    if (reply) return { outcome: 'answered', reply };
    // the same command under another turn id: its first run is still at work
    if (started.turnId !== turnId) throw new TurnInProgress();

    const about = aboutPrivacy(message, existing(outcome.state).turn?.mayConfirm);
    if (about) {
      const said = await askDixon(store, about, { turn, vehicles: library.length });
      return { outcome: 'about-privacy', turn, said: { ...said, number: outcome.number } };
    }
    return { outcome: 'opened', turn, conversation: await conversationOf(store, input, turn, outcome, library) };
  };

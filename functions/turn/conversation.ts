/** The conversation as the model will see it: the rules, what the level may show, the window, the new message. */
import type { Outcome, EventStore } from '../../events/core/event-store.ts';
import type { KeptVehicle } from '../../events/garage/index.ts';
import {
  DEFAULT_PREFERENCES,
  existing,
  sessionStream,
  type SessionEvent,
  type SessionState,
  type Started,
} from '../../events/session/index.ts';
import { toolsAt } from '../../schemas/tools/access.ts';
import type { ChatTurnInput, Conversation, TurnRef } from '../../workflows/chat-turn/contract.ts';
import { systemPrompt, version } from './prompts/v3.ts';
import { factsOf, seenVehicle } from './vehicle-context.ts';
import { loadWindow } from './window.ts';

type TurnOutcome = Outcome<SessionState, SessionEvent>;

/** @param library the person's vehicles */
export const conversationOf = async (
  store: EventStore,
  { userId, sessionId, message }: ChatTurnInput,
  { level }: TurnRef,
  { number, at, recent, state }: TurnOutcome,
  library: readonly KeptVehicle[],
): Promise<Conversation> => {
  const before = recent.filter((commit) => commit.number < number);
  const window = await loadWindow(store, sessionStream(userId, sessionId), before);
  // a session that came down to `quick` must not bring along what was said in sight of the vehicle
  const shown = level === 'quick' ? window.filter(({ vehicleContext }) => !vehicleContext) : window;
  const current = existing(state);
  const { diagnosis, preferences = DEFAULT_PREFERENCES } = current;
  const seen = seenVehicle(level, current, library);
  const { facts, vinSource } = seen ? factsOf(seen) : {};
  const pictures = level === 'precision' ? picturesOf(current) : [];
  return {
    system: systemPrompt({
      level,
      ...(facts ? { vehicle: facts } : {}),
      ...(vinSource ? { vinSource } : {}),
      ...(level === 'precision' ? { pictures: pictures.length } : {}),
      preferences,
      ...(diagnosis ? { lastDiagnosis: diagnosis } : {}),
    }),
    prompt: version,
    messages: [
      ...shown.map(({ sender, text }) => ({
        role: sender === 'USER' ? ('user' as const) : ('assistant' as const),
        content: [{ text }],
      })),
      { role: 'user', content: [{ text: message }] },
    ],
    tools: [...toolsAt[level]],
    context: {
      today: at.slice(0, 'YYYY-MM-DD'.length),
      ...(facts ? { vehicle: facts } : {}),
      preferences,
      pictures,
      faults: (diagnosis?.causes ?? []).map(({ fault }) => fault),
    },
    ...(vinSource ? { vinSource } : {}),
    rounds: 0,
    window: [shown[0]?.number ?? number, number],
    results: [],
  };
};

/** Newest first. */
const picturesOf = ({ files = [] }: Started): string[] =>
  files
    .filter(({ contentType }) => contentType.startsWith('image/'))
    .map(({ id }) => id)
    .toReversed();

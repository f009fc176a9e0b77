/** The conversation as the model will see it: the rules, what the level may show, the window, the new message. */
import type { Outcome, EventStore } from '../../events/core/event-store.ts';
import type { KeptVehicle } from '../../events/garage/index.ts';
import {
  DEFAULT_PREFERENCES,
  existing,
  sessionStream,
  type SessionEvent,
  type SessionState,
} from '../../events/session/index.ts';
import { toolsAt } from '../../schemas/tools/access.ts';
import type { ChatTurnInput, Conversation, TurnRef } from '../../workflows/chat-turn/contract.ts';
import { isBuilt } from '../tools/specs.ts';
import { systemPrompt, version } from './prompts/v1.ts';
import { visibleVehicle } from './vehicle-context.ts';
import { loadWindow } from './window.ts';

type TurnOutcome = Outcome<SessionState, SessionEvent>;

/** @param vehicle the session's vehicle, where the library still has it */
export const conversationOf = async (
  store: EventStore,
  { userId, sessionId, message }: ChatTurnInput,
  { level }: TurnRef,
  { number, recent, state }: TurnOutcome,
  vehicle: KeptVehicle | undefined,
): Promise<Conversation> => {
  const before = recent.filter((commit) => commit.number < number);
  const window = await loadWindow(store, sessionStream(userId, sessionId), before);
  // a session that came down to `quick` must not bring along what was said in sight of the vehicle
  const shown = level === 'quick' ? window.filter(({ vehicleContext }) => !vehicleContext) : window;
  const { diagnosis, preferences = DEFAULT_PREFERENCES } = existing(state);
  const visible = visibleVehicle(level, vehicle);
  return {
    system: systemPrompt({
      level,
      ...(visible ? { vehicle: visible } : {}),
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
    tools: toolsAt[level].filter(isBuilt),
    rounds: 0,
    window: [shown[0]?.number ?? number, number],
    results: [],
  };
};

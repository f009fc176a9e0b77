/** One small function per command: what the session's rules make of a wish. An empty list says "that is so already". */
import { NotFound, TurnInProgress } from '../../schemas/errors.ts';
import type { DiagnosticLevel } from '../../schemas/values.ts';
import type * as z from 'zod';
import type {
  CostEstimated,
  DiagnosisMade,
  PartsDiscussed,
  SessionEvent,
  ToolFailed,
  ToolReturned,
  TurnAnswered,
} from './events.ts';
import type { SessionState, Started } from './state.ts';

/** After this long a turn counts as abandoned: its process died (DESIGN section 5). Milliseconds. */
export const TURN_ABANDONED_AFTER_MS = 120_000;

type Of<T extends z.ZodType> = Omit<z.infer<T>, 'type'>;

/** Throws `NotFound` for a session that never began or was deleted. */
export const existing = (state: SessionState): Started => {
  if (state.status === 'none' || state.status === 'deleted') throw new NotFound('conversation');
  return state;
};

const isAbandoned = (startedAt: string, at: string): boolean =>
  Date.parse(at) - Date.parse(startedAt) >= TURN_ABANDONED_AFTER_MS;

/** A new session of a visitor whose sessions are kept begins kept. */
const kept: SessionEvent = { type: 'SessionKept' };

/** SPEC A3: a session begins, with a level and perhaps a vehicle. A session that began already stays as it is. */
export const startSession =
  ({ keep, ...wish }: { level: DiagnosticLevel; vehicleId?: string; keep?: boolean }) =>
  (state: SessionState): SessionEvent[] =>
    state.status === 'none' ? [{ type: 'SessionStarted', ...wish }, ...(keep ? [kept] : [])] : [];

/** Whether there is a vehicle to show: of a VIN that the session decoded, or one that the library still has. */
const hasVehicle = (session: Started | undefined, library: readonly string[]): boolean =>
  (session?.vin !== undefined && session.vin.savedAs === undefined) || library.includes(session?.vehicleId ?? '');

export type StartTurn = {
  turnId: string;
  message: string;
  /** The level this turn asks for; without one the session keeps its own. */
  level?: DiagnosticLevel;
  /** Whether a session that does not exist may begin with this turn. */
  mayBegin: boolean;
  /** The vehicles that the person's library holds now: a session may still name one that is gone. */
  library?: readonly string[];
  /** Whether the sessions of this visitor are kept: one that began while that changed hears of it now. */
  keep?: boolean;
};

/**
 * A message opens a turn. Throws `NotFound` for an unknown session, `TurnInProgress` while another turn is open.
 * A turn that was abandoned is closed first, in the same commit.
 */
export const startTurn =
  ({ turnId, message, level, mayBegin, library = [], keep }: StartTurn) =>
  (state: SessionState, at: string): SessionEvent[] => {
    const begun: SessionEvent[] =
      state.status === 'none' && mayBegin ? [{ type: 'SessionStarted', level: level ?? 'quick' }] : [];
    const session = begun.length === 0 ? existing(state) : undefined;
    if (session?.turn?.id === turnId) return [];
    const open = session?.turn;
    if (open && !isAbandoned(open.startedAt, at)) throw new TurnInProgress();

    const current = session?.level ?? level ?? 'quick';
    const chosen = level ?? current;
    return [
      ...begun,
      ...(keep && !session?.kept ? [kept] : []),
      ...(open ? [{ type: 'TurnFailed', turnId: open.id, error: 'TurnAbandoned' } as const] : []),
      ...(chosen === current ? [] : [{ type: 'DiagnosticLevelSelected', level: chosen } as const]),
      {
        type: 'TurnStarted',
        turnId,
        level: chosen,
        vehicleContext: chosen !== 'quick' && hasVehicle(session, library),
        message,
      },
    ];
  };

export type ToolOutcome =
  ({ type: 'ToolReturned' } & Of<typeof ToolReturned>) | ({ type: 'ToolFailed' } & Of<typeof ToolFailed>);

/** What a round of tools means for the conversation, beside what each tool returned. */
export type Findings = {
  diagnosis?: Of<typeof DiagnosisMade>;
  parts?: Of<typeof PartsDiscussed>;
  costs?: Of<typeof CostEstimated>[];
  /** The title that a diagnosis suggests; given to a session that nobody and nothing named before (SPEC A4). */
  title?: string;
};

/** What a round of tools brought. A round that was recorded, or a turn that was closed meanwhile, adds nothing. */
export const recordTools =
  (turnId: string, round: number, outcomes: ToolOutcome[], { diagnosis, parts, costs = [], title }: Findings = {}) =>
  (state: SessionState): SessionEvent[] => {
    const { turn, titledBy } = existing(state);
    if (turn?.id !== turnId || turn.rounds >= round) return [];
    return [
      ...outcomes,
      ...(diagnosis ? [{ type: 'DiagnosisMade', ...diagnosis } as const] : []),
      ...(parts ? [{ type: 'PartsDiscussed', ...parts } as const] : []),
      ...costs.map((cost) => ({ type: 'CostEstimated', ...cost }) as const),
      ...(title !== undefined && titledBy === 'default'
        ? [{ type: 'SessionTitled', title, by: 'system' } as const]
        : []),
    ];
  };

/** The assistant's answer closes the turn. A turn that was closed meanwhile stays as it was closed. */
export const answerTurn =
  (answer: Of<typeof TurnAnswered>) =>
  (state: SessionState): SessionEvent[] =>
    existing(state).turn?.id === answer.turnId ? [{ type: 'TurnAnswered', ...answer }] : [];

/** A failure closes the turn. */
export const failTurn =
  (turnId: string, error: string) =>
  (state: SessionState): SessionEvent[] =>
    existing(state).turn?.id === turnId ? [{ type: 'TurnFailed', turnId, error }] : [];

/** Closes a turn whose process died. A turn younger than two minutes is left alone unless its process is known dead. */
export const abandonTurn =
  (turnId: string, processIsDead = false) =>
  (state: SessionState, at: string): SessionEvent[] => {
    const { turn } = existing(state);
    if (turn?.id !== turnId || !(processIsDead || isAbandoned(turn.startedAt, at))) return [];
    return [{ type: 'TurnFailed', turnId, error: 'TurnAbandoned' }];
  };

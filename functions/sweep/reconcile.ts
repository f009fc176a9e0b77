/**
 * reconcile: closes turns whose process died (DESIGN section 5).
 *
 * It reads the ledger of the last hours by time, headers only, and looks for turns that were started and never closed:
 * its cost follows the traffic since, not the number of sessions, and no write is spent on keeping track of open turns.
 */
import type { CommitHeader } from '../../events/core/commit.ts';
import { streamType } from '../../events/core/commit.ts';
import type { CommitLog } from '../../events/core/commit-log.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import { abandonTurn, session, TURN_ABANDONED_AFTER_MS } from '../../events/session/index.ts';

export type ReconcileParts = { log: CommitLog; store: EventStore; now: () => string };

export type ReconcileOptions = {
  /** How far back to look, in minutes; `workflows/triggers.ts` holds the schedules' own. */
  lookBackMinutes?: number;
  /** Whether every turn that is still open is known to be without a process, as at the start of a single machine. */
  processesAreDead?: boolean;
};

const DAY_MINUTES = 1_440;

const closesTurn = (header: CommitHeader): boolean =>
  header.events.some(({ type }) => type === 'TurnAnswered' || type === 'TurnFailed');

const opensTurn = (header: CommitHeader): boolean => header.events.some(({ type }) => type === 'TurnStarted');

/** Turns with a beginning and no end in a range of the ledger; a turn's id is its commits' correlation. */
const openTurns = async (log: CommitLog, from: string, to: string): Promise<CommitHeader[]> => {
  const opened = new Map<string, CommitHeader>();
  const closed = new Set<string>();
  for await (const header of log.ledger({ from, to })) {
    if (streamType(header.stream) !== 'session') continue;
    if (opensTurn(header)) opened.set(header.correlation, header);
    else if (closesTurn(header)) closed.add(header.correlation);
  }
  return [...opened].filter(([turnId]) => !closed.has(turnId)).map(([, header]) => header);
};

export type Reconciled = {
  closed: number;
  /** Names of the errors that kept a turn from being closed; the others were closed all the same. */
  failed: string[];
};

/** Closes what is abandoned; repeating it closes none twice. Throws `StorageUnavailable` where the ledger is away. */
export const reconcile =
  ({ log, store, now }: ReconcileParts) =>
  async ({ lookBackMinutes = DAY_MINUTES, processesAreDead = false }: ReconcileOptions = {}): Promise<Reconciled> => {
    const to = now();
    const from = new Date(Date.parse(to) - lookBackMinutes * 60_000).toISOString();
    const done: Reconciled = { closed: 0, failed: [] };
    for (const { subject, stream, correlation, at } of await openTurns(log, from, to)) {
      if (!processesAreDead && Date.parse(to) - Date.parse(at) < TURN_ABANDONED_AFTER_MS) continue;
      const context = {
        commandId: `${correlation}/abandoned`,
        actor: { kind: 'system' as const, id: 'reconcile' },
        correlation,
      };
      try {
        const close = abandonTurn(correlation, processesAreDead);
        const outcome = await store.execute(session, { subject, stream }, context, close);
        if (!outcome.repeated && outcome.events.length > 0) done.closed += 1;
      } catch (error) {
        done.failed.push(error instanceof Error ? error.name : 'unknown');
      }
    }
    return done;
  };

import * as z from 'zod';
import { sortKey } from '../../../../events/core/commit.ts';
import type { EventStore, Loaded } from '../../../../events/core/event-store.ts';
import { garage, garageStream } from '../../../../events/garage/index.ts';
import {
  DEFAULT_PREFERENCES,
  existing,
  readable,
  session,
  sessionStream,
  type SessionState,
  type Started,
} from '../../../../events/session/index.ts';
import { SessionId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import { seenVehicle } from '../../../turn/vehicle-context.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { commitAt } from './as-of.ts';
import { libraryNow } from './living-vehicles.ts';
import { toVehicleData } from '../garage/vehicle-shapes.ts';

const Arguments = z.object({
  sessionId: SessionId,
  asOf: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text).toISOString())
    .nullish(),
});

/** Where the conversation stands (SPEC A3 `current_step`). */
const currentStep = ({ messageCount, levelSelected, diagnosis, firstMessage }: Started): string => {
  if (diagnosis) return 'discuss';
  if (messageCount > 0 || firstMessage !== undefined) return 'diagnose';
  return levelSelected ? 'describe_problem' : 'select_level';
};

/** The session as it was at an instant. Throws `NotFound` before it began. */
const stateAt = async (
  store: EventStore,
  address: ReturnType<typeof sessionStream>,
  loaded: Loaded<SessionState>,
  asOf: string,
): Promise<{ state: Started; number: number }> => {
  const commit = await commitAt(store, address, loaded.recent[0], asOf);
  const state = existing(commit ? (await store.open(session, commit)).state : session.initial);
  return { state, number: commit?.number ?? 0 };
};

/** The session's vehicle as the level shows it: one that left the library since is not shown at any time. */
const vehicleOf = async (store: EventStore, userId: string, state: Started, asOf?: string) => {
  if (state.level === 'quick' || (state.vin === undefined && state.vehicleId === undefined)) return null;
  const now = (await libraryNow(store, userId)).state.vehicles;
  const then = asOf === undefined ? now : await libraryAt(store, userId, asOf);
  const seen = seenVehicle(
    state.level,
    state,
    then.filter(({ id }) => now.some((kept) => kept.id === id)),
  );
  return seen ? toVehicleData(seen) : null;
};

const libraryAt = async (store: EventStore, userId: string, asOf: string) => {
  const address = garageStream(userId);
  const { recent } = await store.load(garage, address, { consistent: true });
  const commit = await commitAt(store, address, recent[0], asOf);
  return commit ? (await store.open(garage, commit)).state.vehicles : [];
};

/**
 * SPEC A10 `getSessionContext`, N12 with `asOf`. A session that was deleted, erased or is over shows nothing of any
 * time. Throws `NotFound`, `SessionExpired`.
 */
export const getSessionContext =
  ({ store, now }: ApiParts) =>
  async (args: unknown, { userId }: Principal) => {
    const { sessionId, asOf } = parse(Arguments, args);
    const address = sessionStream(userId, sessionId);
    const loaded = await store.load(session, address, { consistent: true });
    const current = readable(userId, loaded.state, now());
    const { state, number } = asOf
      ? await stateAt(store, address, loaded, asOf)
      : { state: current, number: loaded.number };
    return {
      sessionId,
      diagnosticLevel: state.level,
      vehicleContext: await vehicleOf(store, userId, state, asOf ?? undefined),
      preferences: state.preferences ?? DEFAULT_PREFERENCES,
      interactionSummary: {
        diagnosedIssues: state.diagnosedIssues,
        // what a diagnosis names is spoken of as well
        partsDiscussed: [...new Set([...(state.diagnosis?.parts ?? []), ...(state.partsDiscussed ?? [])])],
        costEstimatesProvided: state.costEstimated ?? false,
      },
      interactionState: {
        hasDescribedProblem: state.messageCount > 0 || state.firstMessage !== undefined,
        hasSelectedDiagnosticLevel: state.levelSelected,
        currentStep: currentStep(state),
      },
      lastDiagnosis: state.diagnosis?.causes ?? [],
      fileCount: state.files?.length ?? 0,
      position: sortKey(address.stream, number),
    };
  };

/** What a person does with a session beside talking: naming, sorting, setting, putting away (SPEC A3, C3, C4). */
import * as z from 'zod';
import { sortKey } from '../../../../events/core/commit.ts';
import type { Outcome } from '../../../../events/core/event-store.ts';
import { garage, garageStream, keptVehicle } from '../../../../events/garage/index.ts';
import {
  annotateSession,
  archiveSession,
  chooseHandle,
  clearVehicle,
  renameSession,
  reopenSession,
  selectLevel,
  selectPreferences,
  selectVehicle,
  session,
  sessionStream,
  whileReadable,
  type SessionEvent,
  type SessionState,
} from '../../../../events/session/index.ts';
import { projectSession } from '../../../../events/projections/session-list.ts';
import { CommandId, DiagnosticLevel, Preferences, SessionId, VehicleId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import { requireRegistered, type Principal } from '../../principal.ts';
import { toChatSession } from './chat-session-shape.ts';

const Which = z.object({ sessionId: SessionId, commandId: CommandId.nullish() });
type Which = z.infer<typeof Which>;

type Decide = (state: SessionState, at: string) => SessionEvent[];

/** One command on one of the caller's sessions. */
const onSession = async (
  { store, newId }: ApiParts,
  { userId, actor }: Principal,
  { sessionId, commandId }: Which,
  decide: Decide,
): Promise<Outcome<SessionState, SessionEvent>> => {
  const context = { commandId: commandId ?? newId(), actor, correlation: newId() };
  return store.execute(session, sessionStream(userId, sessionId), context, whileReadable(userId, decide));
};

/** A command that answers with `true`. @param shape its arguments beside session and command id */
const command =
  <Shape extends z.ZodRawShape>(shape: Shape, decide: (args: z.output<z.ZodObject<Shape>>) => Decide) =>
  (parts: ApiParts) =>
  async (args: unknown, principal: Principal): Promise<boolean> => {
    const own = parse(z.object(shape), args);
    await onSession(parts, principal, parse(Which, args), decide(own));
    return true;
  };

export const updateSessionTitle = command({ title: z.string() }, ({ title }) => renameSession(title));
export const updateSessionHandle = command({ handle: z.string() }, ({ handle }) => chooseHandle(handle));
export const archiveChatSession = command({}, () => archiveSession);
export const reopenChatSession = command({}, () => reopenSession);
export const clearSessionVehicle = command({}, () => clearVehicle);
export const selectDiagnosticLevel = command({ level: DiagnosticLevel }, ({ level }) => selectLevel(level));

const Wishes = z.object({
  partsPreference: Preferences.shape.partsPreference.nullish(),
  costDisplay: Preferences.shape.costDisplay.nullish(),
});

export const updateSessionPreferences = command({ preferences: Wishes }, ({ preferences }) =>
  selectPreferences(Object.fromEntries(Object.entries(preferences).filter(([, wish]) => wish))),
);

/** Throws `NotFound` for a vehicle that is not in the caller's library. */
export const selectSessionVehicle = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  requireRegistered(principal);
  const { vehicleId, ...which } = parse(Which.extend({ vehicleId: VehicleId }), args);
  const { state } = await parts.store.load(garage, garageStream(principal.userId), { consistent: true });
  keptVehicle(state, vehicleId);
  await onSession(parts, principal, which, selectVehicle(vehicleId));
  return true;
};

const Field = z.object({ name: z.string(), value: z.string() });

export const annotateChatSession = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const Annotated = Which.extend({ tags: z.array(z.string()).nullish(), customFields: z.array(Field).nullish() });
  const { tags, customFields, ...which } = parse(Annotated, args);
  const outcome = await onSession(
    parts,
    principal,
    which,
    annotateSession({
      ...(tags ? { tags } : {}),
      ...(customFields
        ? { customFields: Object.fromEntries(customFields.map(({ name, value }) => [name, value])) }
        : {}),
    }),
  );
  return sessionAfter(principal.userId, which.sessionId, outcome);
};

/** A session as the list will show it once it has heard of the commit. */
export const sessionAfter = (
  userId: string,
  sessionId: string,
  { state, number }: Outcome<SessionState, SessionEvent>,
) => {
  const { subject, stream } = sessionStream(userId, sessionId);
  const row = projectSession(undefined, { subject, stream, number, state })!;
  return { ...toChatSession(row, false), position: sortKey(stream, number) };
};

import * as z from 'zod';
import { garage, garageStream, keptVehicle, useVehicle } from '../../../../events/garage/index.ts';
import {
  renameSession,
  session,
  sessionStream,
  startSession,
  type SessionEvent,
  type SessionState,
} from '../../../../events/session/index.ts';
import { foldEvents } from '../../../../events/core/decider.ts';
import { CommandId, VehicleId } from '../../../../schemas/values.ts';
import { idOfCommand } from '../../ids.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import { requireRegistered, type Principal } from '../../principal.ts';
import { sessionAfter } from './manage-session.ts';
import { openAccountOf } from '../account/open-account.ts';

const Arguments = z.object({
  vehicleId: VehicleId.nullish(),
  title: z.string().nullish(),
  commandId: CommandId.nullish(),
});

/** SPEC A3 `createChatSession`. Throws `NotFound` for a vehicle that is not in the library, `InvalidName` for a title. */
export const createChatSession = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const { vehicleId, title, commandId: given } = parse(Arguments, args);
  const { store, newId } = parts;
  const { userId, actor, kept } = principal;
  const commandId = given ?? newId();
  const id = idOfCommand(userId, commandId);
  const context = { commandId, actor, correlation: id };

  if (vehicleId) {
    requireRegistered(principal);
    keptVehicle((await store.load(garage, garageStream(userId), { consistent: true })).state, vehicleId);
  }
  const begin = (state: SessionState, at: string): SessionEvent[] => {
    const started = startSession({ level: 'quick', keep: kept === true, ...(vehicleId ? { vehicleId } : {}) })(state);
    const titled = title ? renameSession(title)(foldEvents(session, state, started, at)) : [];
    return [...started, ...titled];
  };
  // a title that is refused opens no account
  begin(session.initial, parts.now());
  await openAccountOf(parts, principal);
  const outcome = await store.execute(session, sessionStream(userId, id), context, begin);
  // its own command id: a repeat after a crash in between counts the use that is missing, and never twice
  if (vehicleId)
    await store.execute(garage, garageStream(userId), { ...context, commandId: `use/${id}` }, useVehicle(vehicleId));
  return sessionAfter(userId, id, outcome);
};

import * as z from 'zod';
import { sortKey } from '../../../../events/core/commit.ts';
import { session, sessionStream, startSession } from '../../../../events/session/index.ts';
import { CommandId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import { idOfCommand } from '../../ids.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { openAccountOf } from '../account/open-account.ts';

const Arguments = z.object({ commandId: CommandId.nullish() });

/** SPEC A10 `createConversation`: an empty session at the level `quick`. */
export const createConversation = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const commandId = parse(Arguments, args).commandId ?? parts.newId();
  const { userId, actor, kept } = principal;
  await openAccountOf(parts, principal);
  const id = idOfCommand(userId, commandId);
  const context = { commandId, actor, correlation: id };
  const { at, number } = await parts.store.execute(
    session,
    sessionStream(userId, id),
    context,
    startSession({ level: 'quick', keep: kept === true }),
  );
  return { id, userId, createdAt: at, messages: [], position: sortKey(`session/${id}`, number) };
};

import * as z from 'zod';
import { session, sessionStream, startSession } from '../../../events/session/index.ts';
import { CommandId } from '../../../schemas/values.ts';
import { parse } from '../../runtime/parse.ts';
import type { ApiParts } from '../ports.ts';
import type { Principal } from '../principal.ts';
import { openAccountOf } from './open-account.ts';

const Arguments = z.object({ commandId: CommandId.nullish() });

/** SPEC A10 `createConversation`: an empty session at the level `quick`. */
export const createConversation = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const { commandId } = parse(Arguments, args);
  const { userId, actor } = principal;
  await openAccountOf(parts, principal);
  const id = parts.newId();
  const context = { commandId: commandId ?? parts.newId(), actor, correlation: id };
  const { at } = await parts.store.execute(
    session,
    sessionStream(userId, id),
    context,
    startSession({ level: 'quick' }),
  );
  return { id, userId, createdAt: at, messages: [] };
};

import * as z from 'zod';
import type { StreamAddress } from '../../../../events/core/commit.ts';
import { COMMAND_MEMORY } from '../../../../events/core/create-event-store.ts';
import type { EventStore } from '../../../../events/core/event-store.ts';
import { deleteSession, session, sessionStream } from '../../../../events/session/index.ts';
import { StreamErased } from '../../../../schemas/errors.ts';
import { CommandId, SessionId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';

const Arguments = z.object({ sessionId: SessionId, commandId: CommandId.nullish() });

/** Above every number that a commit can have. */
const BEYOND = 10_000_000_000;

/** Whether it was this command that deleted what is erased by now: headers outlive what they head. */
const didIt = async (store: EventStore, address: StreamAddress, commandId: string): Promise<boolean> => {
  const recent = await store.older(address, { below: BEYOND, limit: COMMAND_MEMORY });
  return recent.some(({ command, events }) => command === commandId && events.some((e) => e.type === 'SessionDeleted'));
};

/** SPEC A11: gone for the person at once; the announcement starts its erasure. Throws `NotFound`, the second time too. */
export const deleteChatSession =
  ({ store, newId }: ApiParts) =>
  async (args: unknown, { userId, actor }: Principal): Promise<boolean> => {
    const { sessionId, commandId } = parse(Arguments, args);
    const address = sessionStream(userId, sessionId);
    const context = { commandId: commandId ?? newId(), actor, correlation: newId() };
    try {
      await store.execute(session, address, context, deleteSession);
    } catch (error) {
      if (!(error instanceof StreamErased && commandId && (await didIt(store, address, commandId)))) throw error;
    }
    return true;
  };

import * as z from 'zod';
import { account, accountStream } from '../../../../events/account/index.ts';
import { sortKey } from '../../../../events/core/commit.ts';
import { COMMAND_MEMORY } from '../../../../events/core/create-event-store.ts';
import { garage, garageStream } from '../../../../events/garage/index.ts';
import { readable, session, sessionStream } from '../../../../events/session/index.ts';
import { CommandId, SessionId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';

const Arguments = z.object({ commandId: CommandId, sessionId: SessionId.nullish() });

const newest = { recent: COMMAND_MEMORY, consistent: true };

/**
 * SPEC N11 `getReceipt`: where a command's facts stand, by the headers alone. Null for a command that changed nothing,
 * is older than the newest 32 commits, or belongs to a session that is not there. Throws `SessionExpired`.
 */
export const getReceipt =
  ({ store, now }: ApiParts) =>
  async (args: unknown, { userId }: Principal) => {
    const { commandId, sessionId } = parse(Arguments, args);
    const commits = async () => {
      if (!sessionId) {
        const library = await store.load(garage, garageStream(userId), newest);
        const settings = await store.load(account, accountStream(userId), newest);
        return [...library.recent, ...settings.recent];
      }
      const { state, recent } = await store.load(session, sessionStream(userId, sessionId), newest);
      // a deletion has a receipt too
      if (state.status !== 'none' && state.status !== 'deleted') readable(userId, state, now());
      return recent;
    };
    const commit = (await commits()).find(({ command }) => command === commandId);
    return commit ? { commandId, position: sortKey(commit.stream, commit.number), at: commit.at } : null;
  };

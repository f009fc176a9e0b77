import * as z from 'zod';
import { sortKey } from '../../../../events/core/commit.ts';
import { readable, session, sessionStream, transcriptOf } from '../../../../events/session/index.ts';
import { SessionId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';

const Arguments = z.object({ conversationId: SessionId });

/** `Conversation` of SPEC A10. Throws `NotFound` for what is not there or not theirs, `SessionExpired`. */
export const conversationOf = async ({ store, now }: Pick<ApiParts, 'store' | 'now'>, userId: string, id: string) => {
  const address = sessionStream(userId, id);
  const commits = await Array.fromAsync(store.history(session, address));
  const last = commits.at(-1);
  const { createdAt } = readable(userId, last?.state ?? session.initial, now());
  const messages = transcriptOf(commits).map(({ turnId, sender, text, at, level, vehicleContext }) => ({
    id: `${turnId}/${sender.toLowerCase()}`,
    sender,
    message: text,
    timestamp: at,
    diagnosticLevel: level,
    vehicleContext,
  }));
  return { id, userId, createdAt, messages, position: sortKey(address.stream, last?.commit.number ?? 0) };
};

/** SPEC A10 `getConversation`: every message, oldest first. Throws `NotFound`, `SessionExpired`. */
export const getConversation =
  (parts: ApiParts) =>
  async (args: unknown, { userId }: Principal) =>
    conversationOf(parts, userId, parse(Arguments, args).conversationId);

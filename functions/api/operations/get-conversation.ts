import * as z from 'zod';
import { existing, session, sessionStream, transcriptOf } from '../../../events/session/index.ts';
import { SessionId } from '../../../schemas/values.ts';
import { parse } from '../../runtime/parse.ts';
import type { ApiParts } from '../ports.ts';
import type { Principal } from '../principal.ts';

const Arguments = z.object({ conversationId: SessionId });

/** SPEC A10 `getConversation`: every message, oldest first. Throws `NotFound` for what is not there or not theirs. */
export const getConversation =
  ({ store }: ApiParts) =>
  async (args: unknown, { userId }: Principal) => {
    const { conversationId } = parse(Arguments, args);
    const commits = await Array.fromAsync(store.history(session, sessionStream(userId, conversationId)));
    const { createdAt } = existing(commits.at(-1)?.state ?? session.initial);
    const messages = transcriptOf(commits).map(({ turnId, sender, text, at, level, vehicleContext }) => ({
      id: `${turnId}/${sender.toLowerCase()}`,
      sender,
      message: text,
      timestamp: at,
      diagnosticLevel: level,
      vehicleContext,
    }));
    return { id: conversationId, userId, createdAt, messages };
  };

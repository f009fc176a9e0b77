/** SPEC A1: a visitor who signed in keeps the conversations; what they left as a visitor is erased. */
import * as z from 'zod';
import { streamType } from '../../../../events/core/commit.ts';
import { projectSession } from '../../../../events/projections/session-list.ts';
import { session, sessionStream } from '../../../../events/session/index.ts';
import { PermissionDenied, SessionExpired, StreamErased } from '../../../../schemas/errors.ts';
import { UserId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import { requireRegistered, type Principal } from '../../principal.ts';
import { visitOf } from '../../standing.ts';
import { toChatSession } from '../sessions/chat-session-shape.ts';
import { copyConversation, isCopy, readConversation } from './claim-copy.ts';
import { copyFiles } from './claim-files.ts';
import { closeAccountOf } from '../account/close-account.ts';
import { openAccountOf } from '../account/open-account.ts';

const Arguments = z.object({ token: z.string().min(1).max(4_000) });

const sessionIdsOf = async ({ store }: ApiParts, subject: string): Promise<string[]> =>
  (await store.streams(subject))
    .filter((stream) => streamType(stream) === 'session')
    .map((stream) => stream.slice('session/'.length));

/** The claimed sessions as the list will show them; one that was deleted since is left out. */
const shown = async ({ store }: ApiParts, userId: string, ids: string[]) => {
  const sessions = await Promise.all(
    ids.map(async (id) => {
      const { subject, stream } = sessionStream(userId, id);
      try {
        const { state, number } = await store.load(session, { subject, stream }, { consistent: true });
        const row = projectSession(undefined, { subject, stream, number, state });
        return row && row.status !== 'DELETED' ? toChatSession(row, false) : undefined;
      } catch (error) {
        if (error instanceof StreamErased) return undefined;
        throw error;
      }
    }),
  );
  return sessions.filter((each) => each !== undefined);
};

/** What the caller got when they claimed this visit. Throws `PermissionDenied` for a visit that ended otherwise. */
const claimedBefore = async (parts: ApiParts, userId: string, ids: string[]): Promise<string[]> => {
  const copies = await Promise.all(ids.map((id) => isCopy(parts.store, sessionStream(userId, id))));
  const claimed = ids.filter((_, index) => copies[index]);
  if (claimed.length === 0) throw new PermissionDenied('This visit has ended. There is nothing to keep any more.');
  return claimed;
};

/**
 * Copies every living session into the caller's partition, under its own id, then closes the visitor's account. Each
 * step can be repeated: a second claim resumes the first, or finds it done.
 * @throws SessionExpired where the visit's hour is over, `TurnInProgress` while an answer is on its way
 */
export const claimAnonymousSession = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  requireRegistered(principal, 'keep this conversation');
  const verified = await parts.tokens.verify(parse(Arguments, args).token);
  if (!verified) throw new PermissionDenied('This is not the token of a visit that still holds.');
  const visitor = parse(UserId, verified.userId);
  const { userId, actor } = principal;
  const ids = await sessionIdsOf(parts, visitor);
  if ((await visitOf(parts, visitor)).status === 'gone') {
    return shown(parts, userId, await claimedBefore(parts, userId, ids));
  }

  const read = await Promise.all(ids.map((id) => readConversation(parts, visitor, id)));
  const living = read.filter((each) => each.status === 'living');
  if (living.length === 0 && read.some(({ status }) => status === 'expired')) throw new SessionExpired();
  await openAccountOf(parts, principal);
  for (const { id, commits } of living) {
    await copyConversation(parts.store, sessionStream(userId, id), actor, commits);
    await copyFiles(parts, { visitor, userId, sessionId: id });
  }
  await closeAccountOf(parts, { userId: visitor, actor });
  const claimed = living.map(({ id }) => id);
  return shown(parts, userId, claimed);
};

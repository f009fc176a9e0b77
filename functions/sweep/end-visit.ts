/** SPEC A1: with a visitor's last hour everything of them goes, what is no session too: their account closes. */
import { account, accountStream, closeAccount, isKeptVisitor, type AccountState } from '../../events/account/index.ts';
import { streamType } from '../../events/core/commit.ts';
import type { CommandContext } from '../../events/core/event-store.ts';
import { ANONYMOUS_SECONDS } from '../../events/session/index.ts';
import { isAnonymous } from '../../schemas/values.ts';
import type { RetentionParts } from './ports.ts';

/** Whether nothing is to be kept of them beyond the hour; who withdrew their consent is fleeting again. */
const isFleeting = (state: AccountState): boolean => state.status === 'open' && !isKeptVisitor(state);

/** One consistent read of the visitor's partition: an hour's worth of commits at most. */
const wasActiveSince = async (
  { log }: Pick<RetentionParts, 'log'>,
  subject: string,
  since: string,
): Promise<boolean> => {
  for await (const { stream, at } of log.readSubject(subject))
    if (streamType(stream) === 'session' && at >= since) return true;
  return false;
};

/**
 * Closes the account of a visitor who did nothing for an hour. False for anybody else, and for one who is active
 * elsewhere, or of whom something is held: then only the session goes.
 */
export const endVisit = async (
  parts: Pick<RetentionParts, 'log' | 'store' | 'isHeld' | 'now'>,
  { subject, state }: { subject: string; state: AccountState },
  context: CommandContext,
): Promise<boolean> => {
  if (!isAnonymous(subject) || !isFleeting(state)) return false;
  const since = new Date(Date.parse(parts.now()) - ANONYMOUS_SECONDS * 1_000).toISOString();
  if ((await wasActiveSince(parts, subject, since)) || (await parts.isHeld(subject))) return false;
  const close = (now: AccountState) => (isFleeting(now) ? closeAccount(now) : []);
  const { events } = await parts.store.execute(account, accountStream(subject), context, close, { recent: 1 });
  return events.length > 0;
};

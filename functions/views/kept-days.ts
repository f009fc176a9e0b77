/**
 * For how long the owner of a session keeps it: the account's business, which the session's own facts do not know.
 *
 * The account is read where a row appears, and where a visitor's session comes out of the hour; from then on the row
 * itself remembers. What the person chooses later comes along the stream behind it, and stamps their rows anew
 * (`restamp`): an account's commits and those of its sessions lie in one partition, so they arrive in order.
 */
import { account, accountStream } from '../../events/account/index.ts';
import type { Commit } from '../../events/core/commit.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import type { KeptDays } from '../../events/projections/due.ts';
import type { RowStamper } from '../../events/projections/ports.ts';
import type { ListedSession, SessionRow } from '../../events/projections/session-list.ts';
import { isAnonymous } from '../../schemas/values.ts';

/** What changes how long sessions are kept, or makes the sweep look at them again. */
const RESTAMPS = new Set(['RetentionChosen', 'RestrictionLifted', 'HoldReleased']);

type Stored = { store: Pick<EventStore, 'load'> };

const chosenDays = async ({ store }: Stored, userId: string): Promise<30 | 90 | -1> => {
  const { state } = await store.load(account, accountStream(userId), { consistent: true });
  return state.status === 'open' ? state.retentionDays : -1;
};

/** @param before the row that stands there, with the days that it was stamped with */
export const keptDaysOf = async (
  parts: Stored,
  before: SessionRow | undefined,
  { userId, kept }: ListedSession,
): Promise<KeptDays> => {
  if (isAnonymous(userId) && !kept) return 0;
  const known = before && before.status !== 'DELETED' ? before.days : undefined;
  return known === undefined || known === 0 ? chosenDays(parts, userId) : known;
};

export const isRestamp = ({ events }: Commit): boolean => events.some(({ type }) => RESTAMPS.has(type));

/** Costs what the person has: one write for each of their sessions whose date changes. A repeat writes nothing. */
export const restamp = async (
  { sessions, ...parts }: Stored & { sessions: RowStamper },
  { subject, at }: Commit,
): Promise<void> => {
  await sessions.stampAll(subject, await chosenDays(parts, subject), at);
};

/**
 * Reading one's own writes (SPEC N11): a mutation answers with its position, a query waits until the session list shows
 * it, for two seconds at most.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseSortKey } from '../../../../events/core/commit.ts';
import { projectSession, showTheSame, type SessionRow } from '../../../../events/projections/session-list.ts';
import { session, sessionStream } from '../../../../events/session/index.ts';
import { Corrupted, InvalidInput, StreamErased } from '../../../../schemas/errors.ts';
import { SessionId } from '../../../../schemas/values.ts';
import type { ApiParts } from '../../ports.ts';
import { libraryNow } from './living-vehicles.ts';

/** Milliseconds before each further look; together two seconds. Most views are there at the second look. */
const PAUSES = [10, 15, 25, 50, 100, 200, 200, 200, 200, 200, 200, 200, 200, 200];

type Parts = Pick<ApiParts, 'store' | 'sessions'>;
type Position = { stream: string; number: number };

/** Throws `InvalidInput` for what no mutation of a session or of the garage answered with. */
const positionOf = (text: string): Position => {
  const position = parseSortKey(text);
  const [type, id, ...rest] = (position?.stream ?? '').split('/');
  const known =
    (type === 'garage' && id === undefined) ||
    (type === 'session' && rest.length === 0 && SessionId.safeParse(id).data === id);
  if (!position || !known)
    throw new InvalidInput('Check minPosition: use the position of a mutation as it was given.', {
      field: 'minPosition',
    });
  return position;
};

/** A row that is damaged shows nothing; the next commit writes it anew. */
const rowOrNone = async ({ sessions }: Parts, userId: string, sessionId: string): Promise<SessionRow | undefined> => {
  try {
    return await sessions.get(userId, sessionId);
  } catch (error) {
    if (error instanceof Corrupted) return undefined;
    throw error;
  }
};

/** Whether the row shows what the stream's newest commit says, although it never had to be written for it. */
const showsTip = async ({ store }: Parts, userId: string, id: string, number: number, row?: SessionRow) => {
  const address = sessionStream(userId, id);
  try {
    const tip = await store.load(session, address, { consistent: true });
    if (tip.number < number) return false;
    return showTheSame(row, projectSession(row, { ...address, number: tip.number, state: tip.state }));
  } catch (error) {
    // nothing is left to show of what was erased; a row that is not there may be one that is still to come
    if (error instanceof StreamErased) return row?.status === 'DELETED';
    throw error;
  }
};

const isShown = async (parts: Parts, userId: string, { stream, number }: Position): Promise<boolean> => {
  // the library is read from its own stream: it is there at once, or never
  if (stream === 'garage') return (await libraryNow(parts.store, userId)).number >= number;
  const id = stream.slice('session/'.length);
  const row = await rowOrNone(parts, userId, id);
  const reached = (row && row.through >= number) || (await showsTip(parts, userId, id, number, row));
  return reached && (!row || row.status === 'DELETED' || parts.sessions.isListed(row));
};

/**
 * Waits until the session list shows a position. True where it did not come to that in time.
 * Throws `InvalidInput` for a text that is no position.
 */
export const isStale = async (
  parts: Parts,
  userId: string,
  minPosition: string | null | undefined,
  pauses: readonly number[] = PAUSES,
): Promise<boolean> => {
  if (minPosition === undefined || minPosition === null) return false;
  const position = positionOf(minPosition);
  for (const pause of pauses) {
    if (await isShown(parts, userId, position)) return false;
    await sleep(pause);
  }
  return !(await isShown(parts, userId, position));
};

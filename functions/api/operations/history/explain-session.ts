import * as z from 'zod';
import { verifyChain } from '../../../../events/core/chain.ts';
import { sortKey, type Commit } from '../../../../events/core/commit.ts';
import { projectSession, showTheSame, type SessionRow } from '../../../../events/projections/session-list.ts';
import { readable, session, sessionStream } from '../../../../events/session/index.ts';
import { Corrupted } from '../../../../schemas/errors.ts';
import { SessionId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { toChatSession } from '../sessions/chat-session-shape.ts';
import { livingVehicles } from '../sessions/living-vehicles.ts';
import { isStale } from '../sessions/min-position.ts';

const Arguments = z.object({ sessionId: SessionId });

const toExplained = ({ stream, number, at, events, actor, correlation, hash }: Commit) => ({
  position: sortKey(stream, number),
  at,
  events: events.map(({ type }) => type),
  actor: `${actor.kind}:${actor.id}`,
  correlation,
  hash: Buffer.from(hash).toString('hex'),
});

/** The row as the list has it; null for none, and for one that is damaged. */
const listedRow = async ({ sessions }: ApiParts, userId: string, sessionId: string): Promise<SessionRow | null> => {
  try {
    const row = await sessions.get(userId, sessionId);
    return row && row.status !== 'DELETED' ? row : null;
  } catch (error) {
    if (error instanceof Corrupted) return null;
    throw error;
  }
};

/**
 * SPEC N10 `explainSession`: every commit behind a row, and the row folded again from their events.
 * A list that is only late is given its two seconds first. Throws `NotFound`, `SessionExpired`, `Corrupted`.
 */
export const explainSession =
  (parts: ApiParts) =>
  async (args: unknown, { userId }: Principal) => {
    const { sessionId } = parse(Arguments, args);
    const address = sessionStream(userId, sessionId);
    // told apart first: what may not be read is not waited for
    readable(userId, (await parts.store.load(session, address, { consistent: true })).state, parts.now());

    const history = await Array.fromAsync(parts.store.history(session, address));
    const { commit: tip, state } = history.at(-1)!;
    const { number } = tip;
    readable(userId, state, parts.now());
    const refolded = projectSession(undefined, { ...address, number, state })!;
    const stale = await isStale(parts, userId, sortKey(address.stream, number));
    const row = await listedRow(parts, userId, sessionId);
    const commits = history.map(({ commit }) => commit);
    const vehicles = await livingVehicles(parts.store, userId, row ? [row, refolded] : [refolded]);
    return {
      row: row && toChatSession(row, stale, vehicles),
      commits: commits.map(toExplained),
      refolded: toChatSession(refolded, false, vehicles),
      matches: row !== null && row.through <= number && showTheSame(row, refolded),
      verified: (await verifyChain(commits)).fault === undefined,
    };
  };

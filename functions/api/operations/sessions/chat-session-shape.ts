/** `ChatSession` of SPEC A10 and C5, from a row of the session list. */
import { sortKey } from '../../../../events/core/commit.ts';
import type { SessionRow } from '../../../../events/projections/session-list.ts';
import { sessionStream } from '../../../../events/session/index.ts';
import { NotFound } from '../../../../schemas/errors.ts';

/**
 * A row as the API shows it. Throws `NotFound` for a session that was deleted.
 * @param stale whether the row did not reach the position that the caller asked for
 * @param vehicleIds the vehicles that the library holds now: one that is gone is not shown (SPEC A2). Absent where the
 * caller has just looked the vehicle up.
 */
export const toChatSession = (row: SessionRow, stale: boolean, vehicleIds?: ReadonlySet<string>) => {
  if (row.status === 'DELETED') throw new NotFound('conversation');
  const { userId, sessionId, vehicleId, through } = row;
  const hasVehicle = vehicleId !== undefined && (vehicleIds?.has(vehicleId) ?? true);
  return {
    id: sessionId,
    userId,
    title: row.title,
    handle: row.handle ?? null,
    vehicleId: hasVehicle ? vehicleId : null,
    diagnosticLevel: row.diagnosticLevel,
    status: row.status,
    tags: row.tags ?? [],
    customFields: Object.entries(row.customFields ?? {}).map(([name, value]) => ({ name, value })),
    lastAccessed: row.lastActive,
    messageCount: row.messageCount,
    fileCount: row.fileCount ?? 0,
    firstMessage: row.firstMessage ?? null,
    isActive: row.status === 'ACTIVE',
    createdAt: row.createdAt,
    version: through,
    position: sortKey(sessionStream(userId, sessionId).stream, through),
    stale,
  };
};

export type ChatSession = ReturnType<typeof toChatSession>;

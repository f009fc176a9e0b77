import * as z from 'zod';
import { parse } from '../../runtime/parse.ts';
import type { ApiParts } from '../ports.ts';
import type { Principal } from '../principal.ts';

const Arguments = z.object({ limit: z.number().int().min(1).max(100).default(50) });

/** SPEC A10 `getChatSessions`: newest activity first, one query. */
export const getChatSessions =
  ({ sessions }: ApiParts) =>
  async (args: unknown, { userId }: Principal) => {
    const { rows } = await sessions.list(userId, parse(Arguments, args));
    return rows.map((row) => ({
      id: row.sessionId,
      userId: row.userId,
      title: row.title,
      vehicleId: row.vehicleId ?? null,
      diagnosticLevel: row.diagnosticLevel,
      lastAccessed: row.lastActive,
      messageCount: row.messageCount,
      isActive: row.status === 'ACTIVE',
      createdAt: row.createdAt,
    }));
  };

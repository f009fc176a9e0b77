import * as z from 'zod';
import {
  sessionId,
  sessionIdStream,
  validateSessionId,
  type RefusedBecause,
} from '../../../../events/session-ids/index.ts';
import { StreamErased } from '../../../../schemas/errors.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Asked } from '../../principal.ts';
import { visitOf } from '../../standing.ts';
import { giveIdentity } from './give-identity.ts';

const Arguments = z.object({ token: z.string().nullish() });

/** SPEC B1, word for word. */
export const SESSION_RESET_SENTENCE = 'Your session has been reset due to a technical issue. Please start again.';

type Visitor = { userId: string; sessionId: string };

/** Records that a visitor showed their id. Throws `StreamErased` where everything of them is gone. */
const record = async ({ store, newId }: ApiParts, { userId }: Visitor): Promise<void> => {
  const actor = { kind: 'person' as const, id: userId };
  const context = { commandId: newId(), actor, correlation: newId() };
  await store.execute(sessionId, sessionIdStream(userId), context, validateSessionId, { recent: 1 });
};

/** Whose token it is, or why it is nobody's. */
const visitorOf = async (parts: ApiParts, token: string | null | undefined): Promise<Visitor | RefusedBecause> => {
  if (!token) return 'missing';
  const visitor = await parts.tokens.recognize(token);
  if (!visitor) return 'tampered';
  const { status, kept } = await visitOf(parts, visitor.userId);
  // a token lives for a day; whose conversations are kept for longer can come back to them with it
  if (!kept && !(await parts.tokens.verify(token))) return 'tampered';
  // an erasure that is under way has closed the account already; one that is done has taken the keys
  if (status === 'gone') return 'ended';
  try {
    await record(parts, visitor);
    return visitor;
  } catch (error) {
    if (error instanceof StreamErased) return 'ended';
    throw error;
  }
};

/**
 * SPEC B1 `validateSession`: the same visitor with a fresh token, or a new one. A token that has ended still does for a
 * visitor whose conversations are kept (SPEC B2). Throws `RateLimited`, `AlreadyExists`.
 */
export const validateSession =
  (parts: ApiParts) =>
  async (args: unknown, { source }: Asked) => {
    const { token } = parse(Arguments, args);
    await parts.limits.spend(`${source}#session-ids`, parts.rates.sessionIds);
    const visitor = await visitorOf(parts, token);
    if (typeof visitor === 'string')
      return { ...(await giveIdentity(parts, visitor)), valid: false, message: SESSION_RESET_SENTENCE };
    return { ...visitor, ...(await parts.tokens.issue(visitor)), valid: true, message: null };
  };

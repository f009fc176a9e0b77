/** SPEC A10 `exportUserData`: everything of a person in one answer. What is larger becomes a job of its own. */
import { sortKey } from '../../../../events/core/commit.ts';
import { garage, garageStream } from '../../../../events/garage/index.ts';
import { NotFound, QuotaExceeded, SessionExpired } from '../../../../schemas/errors.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { toChatSession } from '../sessions/chat-session-shape.ts';
import { conversationOf } from '../talking/get-conversation.ts';
import { toUserVehicle } from '../garage/vehicle-shapes.ts';

const MAX_SESSIONS = 200;
/** Lambda answers with 6 MB at most, and JSON inside JSON grows. */
const MAX_BYTES = 4_000_000;
/** Conversations read at once. */
const AT_ONCE = 8;

const tooLarge = (facts: Record<string, number>): QuotaExceeded =>
  new QuotaExceeded(
    `This is more than fits into one answer (at most ${MAX_SESSIONS} conversations and 4 MB). Delete what you no longer need, or ask for the conversations one by one with getConversation.`,
    facts,
  );

type Conversation = Awaited<ReturnType<typeof conversationOf>>;

/** Undefined for one that was deleted or ended while the others were read. */
const unlessGone = async (reading: Promise<Conversation>): Promise<Conversation | undefined> => {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof NotFound || error instanceof SessionExpired) return undefined;
    throw error;
  }
};

/** Throws `QuotaExceeded` as soon as it is clear that it does not fit. */
const conversationsOf = async (parts: ApiParts, userId: string, ids: string[]): Promise<Conversation[]> => {
  const found: Conversation[] = [];
  let bytes = 0;
  for (let first = 0; first < ids.length; first += AT_ONCE) {
    const reading = ids.slice(first, first + AT_ONCE).map((id) => unlessGone(conversationOf(parts, userId, id)));
    const read = (await Promise.all(reading)).filter((conversation) => conversation !== undefined);
    found.push(...read);
    bytes += read.reduce((sum, conversation) => sum + Buffer.byteLength(JSON.stringify(conversation)), 0);
    if (bytes > MAX_BYTES) throw tooLarge({ bytes, limit: MAX_BYTES });
  }
  return found;
};

/** Throws `QuotaExceeded` above 200 sessions or 4 MB. */
export const exportUserData =
  (parts: ApiParts) =>
  async (_args: unknown, { userId }: Principal) => {
    const { rows, nextToken } = await parts.sessions.list(userId, { limit: MAX_SESSIONS });
    if (nextToken !== undefined) throw tooLarge({ sessions: MAX_SESSIONS + 1, limit: MAX_SESSIONS });
    const { state, number } = await parts.store.load(garage, garageStream(userId), { consistent: true });
    const ids = rows.map(({ sessionId }) => sessionId);
    const conversations = await conversationsOf(parts, userId, ids);
    const readable = new Set(conversations.map(({ id }) => id));
    const living = new Set(state.vehicles.map(({ id }) => id));
    return {
      vehicles: state.vehicles.map((vehicle) => toUserVehicle(userId, vehicle, sortKey('garage', number))),
      sessions: rows.filter(({ sessionId }) => readable.has(sessionId)).map((row) => toChatSession(row, false, living)),
      conversations,
      exportedAt: parts.now(),
      format: 'JSON',
    };
  };

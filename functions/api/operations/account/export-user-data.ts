/** SPEC A10 `exportUserData`: everything of a person in one answer. What is larger becomes an archive (SPEC A11). */
import { sortKey } from '../../../../events/core/commit.ts';
import { garage, garageStream } from '../../../../events/garage/index.ts';
import { NotFound, SessionExpired } from '../../../../schemas/errors.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { toUserVehicle } from '../garage/vehicle-shapes.ts';
import { askFor } from '../privacy/open-request.ts';
import { proofOf } from '../privacy/proof.ts';
import { toPrivacyRequest } from '../privacy/request-shape.ts';
import { toChatSession } from '../sessions/chat-session-shape.ts';
import { conversationOf } from '../talking/get-conversation.ts';
import { getFiles } from '../uploads/files.ts';
import { getUserProfile } from './get-user-profile.ts';

const MAX_SESSIONS = 200;
/** Lambda answers with 6 MB at most, and JSON inside JSON grows. */
const MAX_BYTES = 4_000_000;
/** Conversations read at once. */
const AT_ONCE = 8;

const FORMAT = 'JSON';

/** Undefined for one that was deleted or ended while the others were read. */
const unlessGone = async <T>(reading: Promise<T>): Promise<T | undefined> => {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof NotFound || error instanceof SessionExpired) return undefined;
    throw error;
  }
};

type Row = Awaited<ReturnType<ApiParts['sessions']['list']>>['rows'][number];

const filesOf = async (parts: ApiParts, principal: Principal, { sessionId, ...row }: Row) => {
  if (!('fileCount' in row) || !row.fileCount) return [];
  const files = await getFiles(parts)({ sessionId }, principal);
  return files.map(({ position: _position, ...file }) => ({ sessionId, ...file }));
};

/** A conversation with what is attached to it. */
const readOne = async (parts: ApiParts, principal: Principal, row: Row) => ({
  conversation: await conversationOf(parts, principal.userId, row.sessionId),
  files: await filesOf(parts, principal, row),
});

type Read = Awaited<ReturnType<typeof readOne>>;

/** Undefined as soon as it is clear that they do not fit into one answer. */
const readAll = async (parts: ApiParts, principal: Principal, rows: Row[]): Promise<Read[] | undefined> => {
  const found: Read[] = [];
  let bytes = 0;
  for (let first = 0; first < rows.length; first += AT_ONCE) {
    const reading = rows.slice(first, first + AT_ONCE).map((row) => unlessGone(readOne(parts, principal, row)));
    const read = (await Promise.all(reading)).filter((one) => one !== undefined);
    found.push(...read);
    bytes += read.reduce((sum, one) => sum + Buffer.byteLength(JSON.stringify(one)), 0);
    if (bytes > MAX_BYTES) return undefined;
  }
  return found;
};

/** The request of an archive; while one is being made, of that one. */
const asArchive = async (parts: ApiParts, principal: Principal) => {
  const asking = { confirmedBy: proofOf(principal, parts.now()) };
  const request = await askFor(parts, principal, { kind: 'export' }, asking);
  return {
    profile: null,
    vehicles: null,
    sessions: null,
    conversations: null,
    files: null,
    exportedAt: parts.now(),
    format: FORMAT,
    request: await toPrivacyRequest(parts, principal.userId, request),
  };
};

const inOneAnswer = async (parts: ApiParts, principal: Principal, rows: Row[], read: Read[]) => {
  const { userId } = principal;
  const { state, number } = await parts.store.load(garage, garageStream(userId), { consistent: true });
  const readable = new Set(read.map(({ conversation }) => conversation.id));
  const living = new Set(state.vehicles.map(({ id }) => id));
  return {
    profile: await getUserProfile(parts)({}, principal),
    vehicles: state.vehicles.map((vehicle) => toUserVehicle(userId, vehicle, sortKey('garage', number))),
    sessions: rows.filter(({ sessionId }) => readable.has(sessionId)).map((row) => toChatSession(row, false, living)),
    conversations: read.map(({ conversation }) => conversation),
    files: read.flatMap(({ files }) => files),
    exportedAt: parts.now(),
    format: FORMAT,
    request: null,
  };
};

/** Above 200 sessions or 4 MB it opens a request for an archive, as `requestExport` does. */
export const exportUserData = (parts: ApiParts) => async (_args: unknown, principal: Principal) => {
  const { rows, nextToken } = await parts.sessions.list(principal.userId, { limit: MAX_SESSIONS });
  const read = nextToken === undefined ? await readAll(parts, principal, rows) : undefined;
  return read ? inOneAnswer(parts, principal, rows, read) : asArchive(parts, principal);
};

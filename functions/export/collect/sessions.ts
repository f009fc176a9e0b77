/** What each session knows beside its conversation, and the files that are attached to it. */
import {
  DEFAULT_PREFERENCES,
  readable,
  session,
  sessionStream,
  type SessionState,
} from '../../../events/session/index.ts';
import type { Loaded } from '../../../events/core/event-store.ts';
import { NotFound, SessionExpired } from '../../../schemas/errors.ts';
import { attachmentsOf } from '../../api/operations/uploads/attachments.ts';
import type { Item, Line } from '../categories.ts';
import { pathsIn } from '../file-path.ts';
import type { ExportParts, Which } from '../ports.ts';
import { asItem } from './happened.ts';

/** Most sessions attach their files within their newest commits, in the one query that loads the state. */
const RECENT = 8;

const filesOf = async ({ store }: ExportParts, sessionId: string, loaded: Loaded<SessionState>) => {
  const pathOf = pathsIn(sessionId);
  return (await attachmentsOf(store, loaded)).map(({ position: _position, ...file }) => ({
    ...file,
    path: pathOf(file.name),
  }));
};

/** Undefined for what its person deleted, and for a visitor's whose hour is over. */
const factsOf = async (parts: ExportParts, subject: string, sessionId: string): Promise<Item | undefined> => {
  try {
    const address = sessionStream(subject, sessionId);
    const loaded = await parts.store.load(session, address, { recent: RECENT, consistent: true });
    const { files: _files, preferences = DEFAULT_PREFERENCES, ...facts } = readable(subject, loaded.state, parts.now());
    return { id: sessionId, ...facts, preferences, files: await filesOf(parts, sessionId, loaded) };
  } catch (error) {
    // an erased one is not found either
    if (error instanceof NotFound || error instanceof SessionExpired) return undefined;
    throw error;
  }
};

export async function* sessionLines(parts: ExportParts, { subject }: Which): AsyncGenerator<Line> {
  for (const stream of await parts.store.streams(subject, session.type)) {
    const facts = await factsOf(parts, subject, stream.slice(`${session.type}/`.length));
    if (facts) yield asItem(facts);
  }
}

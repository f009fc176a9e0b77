/** What is attached to a session, read back out of its facts: the state only knows ids. */
import { sortKey, type Commit } from '../../../../events/core/commit.ts';
import type { EventStore, Loaded } from '../../../../events/core/event-store.ts';
import { session, type SessionEvent, type SessionState } from '../../../../events/session/index.ts';

/** Commits a request: files are attached while they are talked about. */
const PAGE = 100;

export type FileAttached = SessionEvent & { type: 'FileAttached' };

export type Attachment = {
  uploadId: string;
  name: string;
  contentType: string;
  size: number;
  attachedAt: string;
  position: string;
};

export const toAttachment = (
  { uploadId, name, contentType, size }: FileAttached,
  { stream, number, at }: Pick<Commit, 'stream' | 'number' | 'at'>,
): Attachment => ({ uploadId, name, contentType, size, attachedAt: at, position: sortKey(stream, number) });

const filesIn = async (store: EventStore, commit: Commit): Promise<FileAttached[]> =>
  commit.events.some(({ type }) => type === 'FileAttached')
    ? (await store.open(session, commit)).events.filter((event) => event.type === 'FileAttached')
    : [];

/**
 * The files that the state names, oldest first. Headers say which commits hold them: only those are opened, newest
 * first, and no further back than the oldest of at most ten files.
 */
export const attachmentsOf = async (
  store: EventStore,
  { state, recent }: Pick<Loaded<SessionState>, 'state' | 'recent'>,
): Promise<Attachment[]> => {
  const files = 'files' in state ? (state.files ?? []) : [];
  const found = new Map<string, Attachment>();
  const missing = new Set(files.map(({ id }) => id));
  for (let page = recent; missing.size > 0 && page.length > 0;) {
    for (const commit of page)
      // of a file that was removed and attached again, the newest
      for (const file of await filesIn(store, commit))
        if (missing.delete(file.uploadId)) found.set(file.uploadId, toAttachment(file, commit));
    const last = page.at(-1)!;
    page = last.number > 1 ? await store.older(last, { below: last.number, limit: PAGE }) : [];
  }
  return files.flatMap(({ id }) => found.get(id) ?? []);
};

/** One commit from the stream becomes, perhaps, a changed row of the session list, or of the index of requests. */
import type { Commit } from '../../events/core/commit.ts';
import { streamType } from '../../events/core/commit.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import { privacy } from '../../events/privacy/index.ts';
import { generationsIn, type GenerationIndex } from '../../events/projections/generations.ts';
import type { RequestIndex, SessionListStore } from '../../events/projections/ports.ts';
import { LISTED_BY, projectRequest } from '../../events/projections/requests.ts';
import { session } from '../../events/session/index.ts';
import { views } from '../../events/views/index.ts';
import { hearOfViews } from './hear-of-views.ts';
import { isRestamp, restamp } from './kept-days.ts';
import { projectSessionCommit } from './project-session.ts';

export type Project = (commit: Commit) => Promise<void>;

export type ProjectParts = {
  store: EventStore;
  sessions: SessionListStore;
  requests: Pick<RequestIndex, 'put'>;
  /** Which generations a commit goes to (SPEC N8). */
  generations: Pick<GenerationIndex, 'of' | 'put'>;
};

/** A privacy request comes to stand where its state says, or leaves the index. */
const indexRequest = async ({ store, requests, generations }: ProjectParts, commit: Commit): Promise<void> => {
  if (!commit.events.some(({ type }) => LISTED_BY.has(type))) return;
  const { state } = await store.open(privacy, commit);
  const row = projectRequest({ ...commit, state });
  if (!row) return;
  const all = generationsIn(await generations.of('requests'));
  await Promise.all(all.map((generation) => requests.put(row, generation)));
};

/**
 * Delivering a commit twice, or late, changes nothing: rows are guarded by the commit's number, and what stays of a
 * deleted session's row keeps guarding it.
 */
export const projectInto =
  (parts: ProjectParts): Project =>
  async (commit) => {
    if (isRestamp(commit)) return restamp(parts, commit);
    switch (streamType(commit.stream)) {
      case privacy.type:
        return indexRequest(parts, commit);
      case session.type:
        return projectSessionCommit(parts, commit);
      case views.type:
        return hearOfViews(parts, commit);
    }
  };

/**
 * Facts on the bus: what other processes may know of a commit. Ids, types and numbers only; what was said stays sealed.
 */
import { eventId, type CommitHeader } from '../../events/core/commit.ts';

export type Announcement = {
  /** The event's type, such as `TurnAnswered`. */
  type: string;
  detail: {
    id: string;
    subject: string;
    stream: string;
    number: number;
    version: number;
    at: string;
    correlation: string;
  };
};

/** Sends announcements. Resolves only when every one was taken; throws `StorageUnavailable` otherwise. */
export type Bus = (announcements: Announcement[]) => Promise<void>;

export const announcementsOf = (commit: CommitHeader): Announcement[] =>
  commit.events.map(({ type, version }, index) => ({
    type,
    detail: {
      id: eventId(commit.stream, commit.number, index),
      subject: commit.subject,
      stream: commit.stream,
      number: commit.number,
      version,
      at: commit.at,
      correlation: commit.correlation,
    },
  }));

export const announceOn =
  (bus: Bus) =>
  async (commit: CommitHeader): Promise<void> =>
    bus(announcementsOf(commit));

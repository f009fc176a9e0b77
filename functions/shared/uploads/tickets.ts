/**
 * A note of every upload that somebody was given an address for, so that a sweep can ask what became of it.
 *
 * The key of a file does not say whose it is, so nobody could find the session of a file that lies there unattached; and
 * a walk through the whole bucket would cost what exists instead of what is due. A note holds ids and instants only.
 */
import type { DueRange } from '../../../events/projections/ports.ts';

export type Ticket = { userId: string; sessionId: string; uploadId: string };

/** `marked`: a sweep found it without a session before. */
export type DueTicket = Ticket & { marked: boolean };

/** All methods can be repeated, and throw `StorageUnavailable`. */
export interface UploadNotes {
  /** @param lookAt when the sweep is to look at it, ISO 8601 */
  note(ticket: Ticket, lookAt: string): Promise<void>;

  /** Notes whose time has come, oldest day first. */
  due(range: DueRange): AsyncIterable<DueTicket>;

  /** Found without a session: the next look removes it. */
  mark(ticket: Ticket, lookAt: string): Promise<void>;

  /** Nothing is left to look at. */
  settle(ticket: Ticket): Promise<void>;
}

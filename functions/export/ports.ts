import type { EventStore } from '../../events/core/event-store.ts';
import type { BlobStore } from '../shared/uploads/ports.ts';

/** What the group that makes exports is given: it reads everything of a person, and writes below `exports/` only. */
export type ExportParts = {
  store: EventStore;
  blobs: BlobStore;
  /** The current instant, ISO 8601. */
  now: () => string;
};

/** Whose export, and which. */
export type Which = { subject: string; requestId: string };

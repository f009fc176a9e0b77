/**
 * export-data: everything of a person as one archive. A Standard workflow keeps its history, so only ids, numbers and
 * names of failures go in and out; what is collected rests in the object store.
 */
import * as z from 'zod';
import { RequestId, Sha256 } from '../../schemas/privacy.ts';
import { UserId } from '../../schemas/values.ts';
import type { Contract } from '../contract.ts';

const Count = z.int().min(0);
const which = { subject: UserId, requestId: RequestId };

/** What an execution is started with. */
export const ExportDataInput = z.object(which);
export type ExportDataInput = z.infer<typeof ExportDataInput>;

const Archive = { files: Count, bytes: Count, sha256: Sha256 };
const Done = z.object({});

/** What the books of requests are told, by the group `privacy`. */
export const exportBooksContract = {
  Receive: { input: ExportDataInput, output: z.object({ go: z.boolean() }) },
  RecordCollected: { input: z.object({ ...which, records: Count }), output: Done },
  RecordPacked: { input: z.object({ ...which, files: Count }), output: Done },
  /** `again`: an erasure came in between, so what was collected may hold what is gone. */
  CompleteExport: { input: z.object({ ...which, ...Archive }), output: z.object({ again: z.boolean() }) },
  /** Writes to the person that it is ready, where there is a verified address. */
  TellReady: { input: z.object(which), output: z.object({ told: z.boolean() }) },
  Fail: { input: z.object({ ...which, error: z.string().max(200) }), output: z.object({ status: z.string() }) },
} satisfies Contract;

/** What reads and packs, by the group `export`. Every task can be repeated. */
export const exportContract = {
  /** Writes a `data.json` for each category beside the archive to be. `records`: how many things were found. */
  Collect: { input: ExportDataInput, output: z.object({ records: Count }) },
  /** Packs them with the uploads, a page to read, a manifest and a README. */
  Pack: { input: ExportDataInput, output: z.object(Archive) },
  /** Takes away whatever the job has written so far. */
  Discard: { input: ExportDataInput, output: z.object({ removed: Count }) },
} satisfies Contract;

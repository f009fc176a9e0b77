/**
 * Collect: everything of a person, category by category, beside the archive to be. It asks the event store, which knows
 * all; lists and counters are made of it. Nothing is held longer than one line of it takes.
 */
import { archiveKey } from '../../shared/exports/keys.ts';
import { removeAbout, writeAbout } from '../about.ts';
import { categories, type CategoryName, type Line } from '../categories.ts';
import { writeLines } from '../lines.ts';
import type { ExportParts, Which } from '../ports.ts';
import { accountLines, isLeaving } from './account.ts';
import { conversationLines } from './conversations.ts';
import { requestLines } from './requests.ts';
import { sessionLines } from './sessions.ts';
import { uploadLines } from './uploads.ts';
import { vehicleLines } from './vehicles.ts';

type Source = (parts: ExportParts, which: Which) => AsyncIterable<Line>;

/** Files and conversations are those of the sessions, which are collected before them. */
const sources: Record<CategoryName, Source> = {
  account: accountLines,
  vehicles: vehicleLines,
  sessions: sessionLines,
  uploads: uploadLines,
  conversations: conversationLines,
  requests: requestLines,
};

async function* nothing(): AsyncGenerator<Line> {}

/**
 * Whoever closed their account finds their requests only: the rest is being erased. A repeat begins anew, and takes away
 * what was packed before, so that nothing old is ever taken for it.
 */
export const collect =
  (parts: ExportParts) =>
  async (which: Which): Promise<{ records: number }> => {
    await removeAbout(parts, which);
    await parts.blobs.remove([archiveKey(which.subject, which.requestId)]);
    const exportedAt = parts.now();
    const isGone = await isLeaving(parts, which);
    const items: Record<string, number> = {};
    let records = 0;
    for (const { name } of categories) {
      const lines = isGone && name !== 'requests' ? nothing() : sources[name](parts, which);
      const count = await writeLines(parts, which, name, lines);
      items[name] = count.items;
      records += count.lines;
    }
    await writeAbout(parts, which, { exportedAt, items });
    return { records };
  };

/** Discard: whatever an export has written, its archive too. */
import { exportOf } from '../shared/exports/keys.ts';
import type { ExportParts, Which } from './ports.ts';

/** Most keys that are held and removed at once. */
const AT_ONCE = 1_000;

/** Removes what lies below a prefix. Returns how many files it was. */
export const removeBelow = async ({ blobs }: Pick<ExportParts, 'blobs'>, prefix: string): Promise<number> => {
  let removed = 0;
  let keys: string[] = [];
  const flush = async () => {
    await blobs.remove(keys);
    removed += keys.length;
    keys = [];
  };
  for await (const { key } of blobs.list(prefix)) if (keys.push(key) === AT_ONCE) await flush();
  if (keys.length > 0) await flush();
  return removed;
};

export const discard =
  (parts: Pick<ExportParts, 'blobs'>) =>
  async ({ subject, requestId }: Which): Promise<{ removed: number }> => ({
    removed: await removeBelow(parts, exportOf(subject, requestId)),
  });

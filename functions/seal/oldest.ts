/** Where the history begins: asked once, before there is any digest. */
import { isDamaged, type HistoryScan, type ScanPlace } from '../../events/core/history-scan.ts';
import { isInstant } from './hours.ts';

/** Parts of the index that are read side by side. */
const SEGMENTS = 4;

const earlier = (a: string | undefined, b: string | undefined): string | undefined =>
  a !== undefined && (b === undefined || a < b) ? a : b;

/** When the oldest commit was made; undefined where there is none. Throws `StorageUnavailable`. */
export const oldestCommit = async (scan: Pick<HistoryScan, 'headers'>): Promise<string | undefined> => {
  const oldestIn = async (segment: number): Promise<string | undefined> => {
    let oldest: string | undefined;
    let next: ScanPlace | undefined;
    do {
      const page = await scan.headers({ segment, of: SEGMENTS }, next);
      for (const found of page.found) if (!isDamaged(found) && isInstant(found.at)) oldest = earlier(found.at, oldest);
      next = page.next;
    } while (next);
    return oldest;
  };
  const all = await Promise.all(Array.from({ length: SEGMENTS }, (_, segment) => oldestIn(segment)));
  return all.reduce(earlier, undefined);
};

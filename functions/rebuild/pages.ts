/** Pages of a scan, each fetched while the one before is worked on. */
import type { ScanPlace } from '../../events/core/history-scan.ts';

export type Page = { next?: ScanPlace };

/** @yields each page with the place behind which it begins */
export const pagesFrom = async function* <P extends Page>(
  fetch: (after?: ScanPlace) => Promise<P>,
  begin?: ScanPlace,
): AsyncGenerator<{ page: P; after: ScanPlace | undefined }> {
  let after = begin;
  let coming = fetch(after);
  for (;;) {
    const page = await coming;
    if (page.next) {
      coming = fetch(page.next);
      // whoever stops here does not wait for it
      coming.catch(() => undefined);
    }
    yield { page, after };
    if (!page.next) return;
    after = page.next;
  }
};

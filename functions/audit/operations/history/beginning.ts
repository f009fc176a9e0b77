/** Where a search that names no beginning ends: there is a query for each day before it. */
import { Corrupted } from '../../../../schemas/errors.ts';
import type { AuditParts } from '../../ports.ts';

/** Nothing was recorded before Dixon was made. */
export const FIRST_DAY = '2026-01-01T00:00:00.000Z';

/** The first digest begins with the oldest commit that there was (SPEC N5), and stays as it is: it is asked for once. */
export const beginningOf = ({ digests }: Pick<AuditParts, 'digests'>): (() => Promise<string>) => {
  let known: string | undefined;
  const first = async (): Promise<string | undefined> => {
    try {
      for await (const { statement } of digests.list()) return statement.from;
    } catch (error) {
      // verification names it; a search looks further back instead
      if (!(error instanceof Corrupted)) throw error;
    }
    return undefined;
  };
  return async () => (known ??= await first()) ?? FIRST_DAY;
};

/** The supplier that is always there: what is usual for a part, not what lies on a shelf today. */
import type { Range, Supply } from '../../../schemas/knowledge.ts';
import { partById } from '../knowledge/index.ts';
import type { PartsSupplier, SupplierAnswer } from './ports.ts';

/** Working days until a shop has it. A dealer orders what no wholesaler keeps. */
const daysOf: Record<Supply, Range> = {
  'on the shelf': { low: 0, high: 0 },
  'next day': { low: 1, high: 1 },
  'within a week': { low: 2, high: 5 },
  'dealer only': { low: 3, high: 10 },
};

/** @param part id of a part, known or not */
export const usualFor = (part: string): SupplierAnswer => {
  const supply = partById.get(part)?.supply;
  return supply === undefined
    ? { part, availability: 'unknown' }
    : { part, availability: supply, days: daysOf[supply] };
};

export const catalogue: PartsSupplier = { look: async (parts) => parts.map(({ part }) => usualFor(part)) };

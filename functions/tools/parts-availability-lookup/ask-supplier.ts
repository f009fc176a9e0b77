/** Asks a supplier, and lets the catalogue answer for what it does not say. Never fails. */
import { catalogue, usualFor } from './catalogue.ts';
import type { PartsSupplier, SupplierAnswer, Wanted, WantedFor } from './ports.ts';

export type Asked = {
  /** In the order of the parts. */
  readonly answers: readonly SupplierAnswer[];
  readonly source: 'catalogue' | 'supplier';
  readonly note?: string;
};

const SILENT = 'The parts supplier did not answer. This is what is usual for the parts, not what is in stock today.';
const PARTLY =
  'The parts supplier does not know all of the parts. For those it is what is usual, not what is in stock today.';

/** @param supplier none: the catalogue is all there is, and nothing is missed */
export const askSupplier = async (
  supplier: PartsSupplier | undefined,
  parts: readonly Wanted[],
  vehicle: WantedFor | undefined,
): Promise<Asked> => {
  const usual = await catalogue.look(parts);
  if (supplier === undefined || parts.length === 0) return { answers: usual, source: 'catalogue' };
  const said = await supplier.look(parts, vehicle).catch(() => undefined);
  if (said === undefined) return { answers: usual, source: 'catalogue', note: SILENT };
  const known = new Map(said.filter(({ availability }) => availability !== 'unknown').map((one) => [one.part, one]));
  const answers = parts.map(({ part }) => known.get(part) ?? usualFor(part));
  if (parts.every(({ part }) => known.has(part))) return { answers, source: 'supplier' };
  const isMute = parts.every(({ part }) => !known.has(part));
  return { answers, source: isMute ? 'catalogue' : 'supplier', note: PARTLY };
};

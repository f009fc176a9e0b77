/** Who is asked how soon a part can be had: the embedded catalogue, or a supplier over the wire. */
import type { Range, Supply } from '../../../schemas/knowledge.ts';
import { DixonError } from '../../../schemas/errors.ts';

/** All that a supplier hears: parts of the catalogue, and the kind of car. Never a VIN, never what a person wrote. */
export type Wanted = { readonly part: string; readonly name: string };
export type WantedFor = { readonly year: number; readonly make: string; readonly model: string };

export type SupplierAnswer = {
  /** Id of a part that was asked for. */
  readonly part: string;
  readonly availability: Supply | 'unknown';
  /** Working days until a shop has it. */
  readonly days?: Range | undefined;
  /** US dollars for one. */
  readonly price?: Range | undefined;
};

export type PartsSupplier = {
  /**
   * A part that is left out of the answer is one that the supplier does not know.
   * @throws SupplierUnavailable where it does not answer in time, or not as agreed
   */
  look(parts: readonly Wanted[], vehicle?: WantedFor): Promise<readonly SupplierAnswer[]>;
};

export class SupplierUnavailable extends DixonError {
  override readonly name = 'SupplierUnavailable';
  override readonly recoverable = true;
  constructor(options?: ErrorOptions) {
    super('The parts supplier does not answer just now. What is usual for the part stands in for it.', {}, options);
  }
}

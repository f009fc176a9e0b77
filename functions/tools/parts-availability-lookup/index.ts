/** parts_availability_lookup: how soon the parts of a repair can be had. Reaches a supplier where one is configured. */
import type { ToolContext } from '../../../schemas/tools/context.ts';
import type {
  PartAvailability,
  PartsAvailability,
  PartsAvailabilityInput,
} from '../../../schemas/tools/parts-availability-lookup.ts';
import type { PartsPreference } from '../../../schemas/tools/work.ts';
import { cutToFit } from '../cut-to-fit.ts';
import { choose } from '../interactive-parts-selector/quality.ts';
import { partById } from '../knowledge/index.ts';
import { workFor } from '../work/index.ts';
import { askSupplier } from './ask-supplier.ts';
import type { PartsSupplier, SupplierAnswer, Wanted } from './ports.ts';
import { kindOf, partMeant } from './wanted.ts';

/** A part as it was asked for, and what the catalogue knows it as. */
type Line = { readonly asked: string; readonly wanted?: Wanted | undefined };

const linesOf = (parts: readonly string[]): Line[] => parts.map((asked) => ({ asked, wanted: partMeant(asked) }));

const availabilityOf = (
  { asked, wanted }: Line,
  answers: ReadonlyMap<string, SupplierAnswer>,
  preference: PartsPreference,
): PartAvailability => {
  if (!wanted) return { part: asked, name: asked, availability: 'unknown' };
  const { availability, days, price } = answers.get(wanted.part)!;
  // a supplier's price is for what it has; only the catalogue's is for a quality
  const priced = price === undefined ? choose(partById.get(wanted.part)!, preference) : { price };
  return { ...wanted, availability, ...(days === undefined ? {} : { days }), ...priced };
};

const distinct = (lines: readonly Line[]): Line[] => [
  ...new Map(lines.map((line) => [line.wanted?.part ?? line.asked, line])).values(),
];

/**
 * @param supplier asked before the catalogue, which answers where there is none or it fails
 * @returns the tool; `found` says whether any of the parts is known, or the work where no parts were named
 */
export const lookUpAvailability =
  ({ supplier }: { supplier?: PartsSupplier | undefined } = {}) =>
  async (input: PartsAvailabilityInput, context: ToolContext): Promise<PartsAvailability> => {
    const work = input.parts === undefined ? workFor(input, context) : undefined;
    const lines = distinct(linesOf(input.parts ?? work?.parts.map(({ id }) => id) ?? []));
    const wanted = lines.flatMap((line) => line.wanted ?? []);
    const { answers, source, note } = await askSupplier(supplier, wanted, kindOf(context.vehicle));
    const byPart = new Map(answers.map((answer) => [answer.part, answer]));
    return cutToFit(
      {
        found: work !== undefined || wanted.length > 0,
        ...(work && { work: work.id, name: work.name }),
        parts: lines.map((line) => availabilityOf(line, byPart, context.preferences.partsPreference)),
        source,
        ...(note === undefined ? {} : { note }),
      },
      'parts',
    );
  };

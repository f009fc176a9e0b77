/** interactive_parts_selector: the parts of a repair in the quality that the driver prefers. Pure: no clock, no I/O. */
import type { Needed, Part } from '../../../schemas/knowledge.ts';
import type { ToolContext } from '../../../schemas/tools/context.ts';
import type {
  PartsSelection,
  PartsSelectorInput,
  SelectedPart,
} from '../../../schemas/tools/interactive-parts-selector.ts';
import type { PartsPreference } from '../../../schemas/tools/work.ts';
import { cutToFit } from '../cut-to-fit.ts';
import { partById } from '../knowledge/index.ts';
import { workFor } from '../work/index.ts';
import { askBefore } from './ask.ts';
import { choose, optionsOf, whyBetter } from './quality.ts';

const selected = (part: Part, quantity: Needed['quantity'], preference: PartsPreference): SelectedPart => {
  const chosen = choose(part, preference);
  return {
    part: part.id,
    name: part.name,
    quantity,
    chosen,
    others: optionsOf(part).filter(({ quality }) => quality !== chosen.quality),
    supply: part.supply,
    ...(part.fit === undefined ? {} : { fit: part.fit }),
  };
};

/** `found: false` where the work is unknown; a work that takes no parts is found and has none. */
export const selectParts = (input: PartsSelectorInput, context: ToolContext): PartsSelection => {
  const preference = input.preference ?? context.preferences.partsPreference;
  const work = workFor(input, context);
  if (!work) return { found: false, preference, parts: [] };
  const needed = work.parts.map(({ id, quantity }) => ({ part: partById.get(id)!, quantity }));
  const parts = needed.map(({ part }) => part);
  const note = whyBetter(parts, preference);
  const ask = askBefore(parts, context.vehicle);
  return cutToFit(
    {
      found: true,
      work: work.id,
      name: work.name,
      preference,
      parts: needed.map(({ part, quantity }) => selected(part, quantity, preference)),
      ...(note === undefined ? {} : { note }),
      ...(ask === undefined ? {} : { ask }),
    },
    'parts',
  );
};

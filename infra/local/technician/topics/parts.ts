/** "Which parts do I need?" */
import { PartsSelection, type SelectedPart } from '../../../../schemas/tools/interactive-parts-selector.ts';
import type { PartsPreference } from '../../../../schemas/tools/work.ts';
import type { Conversation } from '../conversation.ts';
import { dollars } from '../figures.ts';
import { displaySaid, preferenceSaid } from '../hear/wishes.ts';
import { NEEDS_HIGHER_LEVEL } from './levels.ts';
import { bullets, firstParts, partName, qualities, qualityNames, UNKNOWN_WORK, workName } from './work-in-words.ts';
import { workTopic } from './work-topic.ts';
import { whichCar } from './vehicle.ts';

const othersInWords = (others: SelectedPart['others']): string =>
  others.length === 0
    ? ''
    : ` (${others.map(({ quality, price }) => `${qualityNames[quality]} ${dollars(price)}`).join(', ')})`;

const lineFor = ({ name, quantity, chosen, others }: SelectedPart, preference: PartsPreference, brief: boolean) => {
  const each = quantity === 1 ? '' : ' each';
  const quality = chosen.quality === preference ? '' : `, ${qualityNames[chosen.quality]}`;
  return `${partName(name, quantity)}: ${dollars(chosen.price)}${each}${quality}${brief ? '' : othersInWords(others)}`;
};

const isBrief = ({ said, context }: Conversation): boolean =>
  (displaySaid(said).display ?? context.preferences?.costDisplay) === 'summary';

/** What to know before ordering; which car it is, the technician asks in its own words. */
const askedOf = ({ ask }: PartsSelection, conversation: Conversation): string[] =>
  ask === undefined || whichCar(conversation) !== undefined ? [] : [ask];

const partsInWords = (selection: PartsSelection, conversation: Conversation): string[] => {
  const { name, preference, parts: all, note, cut } = selection;
  if (all.length === 0) return [`This work (${workName(name)}) takes no parts.`];
  const brief = isBrief(conversation);
  return [
    `For this work (${workName(name)}) you need the following, as ${qualities[preference]}:`,
    bullets(firstParts(all.map((part) => lineFor(part, preference, brief)))),
    ...[note, cut].filter((one) => one !== undefined),
    ...askedOf(selection, conversation),
  ];
};

export const parts = workTopic({
  tool: 'interactive_parts_selector',
  schema: PartsSelection,
  wishes: preferenceSaid,
  inWords: partsInWords,
  unknown: UNKNOWN_WORK,
  failed: 'I could not look up the parts just now, the tool failed. Please ask me again in a minute.',
  notOffered: NEEDS_HIGHER_LEVEL,
});

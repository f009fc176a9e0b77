/** "Do you have them in stock?" */
import { PartsAvailability, type PartAvailability } from '../../../../schemas/tools/parts-availability-lookup.ts';
import { days } from '../figures.ts';
import { capital, uncapital } from '../words.ts';
import { NEEDS_HIGHER_LEVEL } from './levels.ts';
import { bullets, UNKNOWN_WORK, workName } from './work-in-words.ts';
import { workTopic } from './work-topic.ts';

const whenInWords = ({ availability, days: wait }: PartAvailability): string => {
  if (availability === 'unknown') return 'when, I do not know';
  const when = wait ? days(wait) : availability;
  return availability === 'dealer only' ? `${when}, from the dealer only` : when;
};

/** "The next working day: fuel pump, fuel filter". */
const groups = (parts: readonly PartAvailability[]): string[] => {
  const whens = [...new Set(parts.map(whenInWords))];
  return whens.map((when) => {
    const names = parts.filter((part) => whenInWords(part) === when).map(({ name }) => uncapital(name));
    return `${capital(when)}: ${names.join(', ')}`;
  });
};

const availabilityInWords = ({ name, parts, source, note, cut }: PartsAvailability): string[] => {
  if (parts.length === 0) return [`This work (${workName(name)}) takes no parts.`];
  const work = name === undefined ? 'these parts' : `the parts of this work (${workName(name)})`;
  const intro =
    source === 'supplier'
      ? `What the supplier says today about ${work}:`
      : `How soon a shop usually has ${work}; I cannot see today's stock:`;
  return [intro, bullets(groups(parts)), ...[note, cut].filter((one) => one !== undefined)];
};

export const availability = workTopic({
  tool: 'parts_availability_lookup',
  schema: PartsAvailability,
  inWords: availabilityInWords,
  unknown: UNKNOWN_WORK,
  failed:
    'I could not ask for the availability of the parts just now, the tool failed. Please ask me again in a minute.',
  notOffered: NEEDS_HIGHER_LEVEL,
});

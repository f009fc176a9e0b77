/** "What would that cost?": a total from the price tool; where the level has none, parts and labor apart. */
import { Price } from '../../../../schemas/tools/pricing-calculator.ts';
import { dollars, hours } from '../figures.ts';
import { displaySaid, preferenceSaid, stateSaid } from '../hear/wishes.ts';
import { capital } from '../words.ts';
import { labor } from './labor.ts';
import { NEEDS_HIGHER_LEVEL, TOTAL_NEEDS_PRECISION } from './levels.ts';
import { parts } from './parts.ts';
import type { Topic } from './topic.ts';
import { bullets, firstParts, partName, qualities, qualityNames, UNKNOWN_WORK, workName } from './work-in-words.ts';
import { workTopic } from './work-topic.ts';

const partLines = ({ parts: all = [], preference }: Price): string[] =>
  all.map(({ name, quantity, quality, price: cost }) => {
    const other = quality === preference ? '' : `, ${qualityNames[quality]}`;
    return `${partName(name, quantity)}: ${dollars(cost)}${other}`;
  });

const laborLines = ({ labor: work, laborTotal }: Price): string[] =>
  work && laborTotal
    ? [
        `Labor: ${dollars(laborTotal)}, about ${hours(work.hours)} at ${dollars(work.rate)} an hour (${work.region} rates)`,
      ]
    : [];

const suppliesLines = ({ supplies }: Price): string[] => (supplies ? [`Shop supplies: ${dollars(supplies)}`] : []);

const priceInWords = (price: Price): string[] => {
  const { name, total, preference, display, note, cut } = price;
  if (!total) return [UNKNOWN_WORK];
  if (display === 'summary')
    return [`${capital(workName(name))}: about ${dollars(total)} in all, before tax, with ${qualities[preference]}.`];
  return [
    `For this work (${workName(name)}) expect about ${dollars(total)} in all, with ${qualities[preference]}:`,
    bullets([...firstParts(partLines(price)), ...laborLines(price), ...suppliesLines(price)]),
    [note, cut].filter((one) => one !== undefined).join(' '),
  ];
};

const total = workTopic({
  tool: 'pricing_calculator',
  schema: Price,
  wishes: (said) => ({ ...stateSaid(said), ...preferenceSaid(said), ...displaySaid(said) }),
  inWords: priceInWords,
  unknown: UNKNOWN_WORK,
  failed:
    'I could not work out the price just now, the tool failed, so I name no figure. Please ask me again in a minute.',
  notOffered: NEEDS_HIGHER_LEVEL,
});

/** Labor and parts, which are not a total. */
const apart: Topic = {
  ask: (conversation) => [...labor.ask(conversation), ...parts.ask(conversation)],
  tell: (conversation, room) => ({
    paragraphs: [
      ...labor.tell(conversation, room).paragraphs,
      ...parts.tell(conversation, room).paragraphs,
      TOTAL_NEEDS_PRECISION,
    ],
  }),
};

const topicFor = ({ offers }: Parameters<Topic['ask']>[0]): Topic =>
  !offers('pricing_calculator') && offers('labor_estimator') ? apart : total;

export const price: Topic = {
  ask: (conversation) => topicFor(conversation).ask(conversation),
  tell: (conversation, room) => topicFor(conversation).tell(conversation, room),
};

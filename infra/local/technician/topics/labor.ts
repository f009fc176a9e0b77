/** "How long does that take, and what is the labor?" */
import { LaborEstimate } from '../../../../schemas/tools/labor-estimator.ts';
import { dollars, duration, hours } from '../figures.ts';
import { stateSaid } from '../hear/wishes.ts';
import { NEEDS_HIGHER_LEVEL } from './levels.ts';
import { UNKNOWN_WORK, workName } from './work-in-words.ts';
import { workTopic } from './work-topic.ts';

const laborInWords = ({ name, hours: time, rate, region = 'national', cost, yourself }: LaborEstimate): string[] => {
  if (!time || !rate || !cost) return [UNKNOWN_WORK];
  const own = yourself
    ? ` If you do it yourself, it is ${yourself.difficulty === 'easy' ? 'an' : 'a'} ${yourself.difficulty} job of about ${duration(yourself.minutes)}.`
    : '';
  return [
    `A mechanic takes about ${hours(time)} for this work (${workName(name)}). At ${dollars(rate)} an hour, ${region} rates, the labor is about ${dollars(cost)}.${own}`,
  ];
};

export const labor = workTopic({
  tool: 'labor_estimator',
  schema: LaborEstimate,
  wishes: stateSaid,
  inWords: laborInWords,
  unknown: UNKNOWN_WORK,
  failed: 'I could not estimate the labor just now, the tool failed. Please ask me again in a minute.',
  notOffered: NEEDS_HIGHER_LEVEL,
});

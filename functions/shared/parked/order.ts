/** Parked streams by name and by age. */
import type { StreamAddress } from '../../../events/core/commit.ts';
import type { ParkedPlace } from './ports.ts';

/** No name of a stream has a bar in it. */
export const nameOf = ({ subject, stream }: StreamAddress): string => `${subject}|${stream}`;

const placeOf = (parked: ParkedPlace): string => [parked.parkedAt, nameOf(parked), parked.consumer].join('|');

/** Oldest first, and in one order always. */
export const byAge = (a: ParkedPlace, b: ParkedPlace): number => {
  const [first, second] = [placeOf(a), placeOf(b)];
  if (first === second) return 0;
  return first < second ? -1 : 1;
};

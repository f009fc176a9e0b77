/** The causes worth naming: the best fault of the likeliest systems, and a second of the first where it comes close. */
import { confidences } from './confidence.ts';
import type { Ranked, Ranking } from './rank.ts';

export type Candidate = { readonly about: Ranked; readonly confidence: number };

const MOST_SYSTEMS = 3;
/** Below this a system is not worth a driver's worry. */
const LEAST_CONFIDENCE = 0.01;
/** A second fault with this share of the first one's odds is named beside it. */
const CLOSE_SECOND = 0.4;

/** Two faults of one system share how sure the system is, by their own odds; not where that would cost it the lead. */
const ofFirstSystem = ([first, second]: readonly Ranked[], confidence: number, next: number): Candidate[] => {
  const odds = second ? Math.exp(second.score - first!.score) : 0;
  const lead = confidence / (1 + odds);
  if (!second || odds < CLOSE_SECOND || lead <= next) return [{ about: first!, confidence }];
  return [
    { about: first!, confidence: lead },
    { about: second, confidence: lead * odds },
  ];
};

/** Likeliest first. */
export const candidatesOf = ({ systems, faultsOf }: Ranking): Candidate[] => {
  const shares = confidences(systems.map(({ score }) => score));
  const [first, ...others] = systems.slice(0, MOST_SYSTEMS);
  return [
    ...ofFirstSystem(faultsOf(first!.system), shares[0]!, shares[1] ?? 0),
    ...others.flatMap(({ system }, index) => {
      const confidence = shares[index + 1]!;
      return confidence < LEAST_CONFIDENCE ? [] : [{ about: faultsOf(system)[0]!, confidence }];
    }),
  ].toSorted((a, b) => b.confidence - a.confidence);
};

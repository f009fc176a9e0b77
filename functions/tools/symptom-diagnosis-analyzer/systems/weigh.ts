/**
 * Which system a text is about: a log-linear model whose witnesses are the cues, the best-matching entry of
 * each system's faults, trouble codes, and the car itself.
 */
import { System } from '../../../../schemas/knowledge.ts';
import { cuesIn, type Hit } from './cues.ts';
import { storyOf } from './story.ts';
import { tokensOf } from './tokens.ts';
import { oddsOf, priors, weights } from './weights.ts';
import type { Word } from '../words.ts';

/** What of a text speaks for the systems. */
export type Clues = {
  readonly tokens: readonly Word[];
  readonly hits: readonly Hit[];
  /** Each cue's witness, once per cue: its log odds, more for an early mention, less for every repetition. */
  readonly said: readonly { readonly hit: Hit; readonly times: number }[];
};

const timesOf = ({ at }: Hit, before: number): number =>
  (at[0]! < weights.earlyWithin ? weights.early : 1) * weights.repeated ** before;

export const cluesIn = (text: string): Clues => {
  const { told, campaigns } = storyOf(text);
  const tokens = tokensOf(told);
  const hits = cuesIn(tokens);
  const mentions = new Map<Hit['cue'], number>();
  const said = hits.map((hit) => {
    const before = mentions.get(hit.cue) ?? 0;
    mentions.set(hit.cue, before + 1);
    return { hit, times: timesOf(hit, before) };
  });
  const named = cuesIn(tokensOf(campaigns)).map((hit) => ({ hit, times: weights.campaign }));
  return { tokens, hits, said: [...said, ...named] };
};

/** Beside the cues: how well the best of a system's faults matches, the codes that point at it, how it fits the car. */
export type Beside = { readonly entry: number; readonly codes: number; readonly fit: number };

/** @returns log odds per system, in the order of `System.options` */
export const weigh = ({ said }: Clues, beside: (system: System) => Beside): Map<System, number> => {
  const sums = new Map<System, number>();
  let all = 0;
  for (const { hit, times } of said) {
    const odds = oddsOf(hit.cue.strength) * times;
    all += odds;
    sums.set(hit.cue.system, (sums.get(hit.cue.system) ?? 0) + odds);
  }
  // the more is said, the less each word decides
  const each = weights.overall / (1 + all / 10) ** weights.crowd;
  return new Map(
    System.options.map((system) => {
      const { entry, codes, fit } = beside(system);
      const witnesses =
        each * (sums.get(system) ?? 0) + weights.entry * entry + weights.code * Math.min(2, codes) + fit;
      return [system, witnesses + priors[system]];
    }),
  );
};

/** Measuring side by side: contenders take turns within one run, so that a drifting machine drifts for all of them. */

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
};

export type Contender = () => Promise<unknown>;

/** Milliseconds of each call, per contender, after a warm-up that is not counted. */
export const sideBySide = async <Name extends string>(
  contenders: Record<Name, Contender>,
  { rounds, warmup = 20 }: { rounds: number; warmup?: number },
): Promise<Record<Name, number[]>> => {
  const names = Object.keys(contenders) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -warmup; round < rounds; round += 1) {
    // the order changes from round to round: whoever comes second finds warmer caches
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const started = performance.now();
      await contenders[name]();
      if (round >= 0) times[name].push(performance.now() - started);
    }
  }
  return times;
};

export type Row = { what: string; measured: string; beside: string; ratio?: number; reach: string; holds: boolean };

export const ms = (value: number): string => `${value.toFixed(2)} ms`;

/** A ratio of medians against a limit. */
export const ratioRow = (what: string, own: number[], other: number[], limit: number, beside: string): Row => {
  const ratio = median(own) / median(other);
  return {
    what,
    measured: ms(median(own)),
    beside: `${beside} ${ms(median(other))}`,
    ratio,
    reach: `≤ ${limit}×`,
    holds: ratio <= limit,
  };
};

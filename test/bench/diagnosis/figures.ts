/** The figures of one run as the object that `--json` prints: shares as fractions of 0 to 1, null for what was not there. */
import { percentile } from '../measure.ts';
import type { Answers, Level } from './levels.ts';
import { accuracyOf } from './score.ts';

type Vins = {
  readonly shares: { n: number; year: number; make: number; model: number };
  readonly medianMs: number;
  readonly p95Ms: number;
};

type Measured = {
  readonly complaints: Record<Level, Answers> | undefined;
  readonly diagnosed: Record<Level, Answers> | undefined;
  readonly vins: Vins | undefined;
  readonly dtc: { n: number; meaning: number } | undefined;
  readonly repairs: { n: number; labor: number; price: number } | undefined;
  readonly rssMb: number;
};

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

const shares = <T extends Record<string, number>>(of: T): T =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, rounded(value)])) as T;

const diagnosisP95 = ({ complaints, diagnosed }: Measured): number | null => {
  const ms = [complaints, diagnosed].flatMap((of) => (of ? Object.values(of).flatMap(({ ms }) => ms) : []));
  return ms.length === 0 ? null : rounded(percentile(ms, 0.95));
};

const complaintFigures = ({ scored }: Answers) => {
  const top1Unnamed = accuracyOf(scored.filter(({ unnamed }) => unnamed)).top1;
  return shares({ ...accuracyOf(scored), top1Unnamed });
};

const vinLatency = ({ vins }: Measured) => ({
  vinMedianMs: vins ? rounded(vins.medianMs) : null,
  vinP95Ms: vins ? rounded(vins.p95Ms) : null,
});

export const figuresOf = (measured: Measured) => ({
  complaints: measured.complaints ? complaintFigures(measured.complaints.vehicle) : null,
  diagnosed: measured.diagnosed ? shares(accuracyOf(measured.diagnosed.vehicle.scored)) : null,
  vins: measured.vins ? shares(measured.vins.shares) : null,
  dtc: measured.dtc ? shares(measured.dtc) : null,
  repairs: measured.repairs ? shares(measured.repairs) : null,
  latency: { diagnosisP95Ms: diagnosisP95(measured), ...vinLatency(measured) },
  rssMb: rounded(measured.rssMb),
});
export type Figures = ReturnType<typeof figuresOf>;

/** The measured accuracy as text: per level, per system, what was taken for what, and how honest the confidence is. */
import { calibrationError, reliability } from './calibration.ts';
import type { Figures } from './figures.ts';
import { levels, type Answers, type Level } from './levels.ts';
import { accuracyOf, type Scored } from './score.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const groupedBy = (scored: readonly Scored[], key: (one: Scored) => string): Map<string, Scored[]> =>
  Map.groupBy(scored, key);

const accuracyRow = (title: string, scored: readonly Scored[]): string => {
  const { n, top1, top3 } = accuracyOf(scored);
  return `| ${title} | ${n} | ${percent(top1)} | ${percent(top3)} |`;
};

const perLevel = (answers: Record<Level, Answers>): string[] => [
  '| level | n | top-1 | top-3 |',
  '|---|---|---|---|',
  ...levels.map((level) => accuracyRow(level, answers[level].scored)),
  accuracyRow(
    'vehicle, system not named',
    answers.vehicle.scored.filter(({ unnamed }) => unnamed),
  ),
];

const perSystem = (scored: readonly Scored[]): string[] => [
  '| system | n | top-1 | top-3 |',
  '|---|---|---|---|',
  ...[...groupedBy(scored, ({ label }) => label)].toSorted().map(([system, ofSystem]) => accuracyRow(system, ofSystem)),
];

/** The systems that a label was taken for, most frequent first. */
const mistakes = (ofSystem: readonly Scored[]): string =>
  [
    ...groupedBy(
      ofSystem.filter(({ top1 }) => !top1),
      ({ said }) => said,
    ),
  ]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([said, cases]) => `${said} ${cases.length}`)
    .join(', ');

const confusion = (scored: readonly Scored[]): string[] => [
  '| label | right | taken for |',
  '|---|---|---|',
  ...[...groupedBy(scored, ({ label }) => label)]
    .toSorted()
    .map(
      ([system, ofSystem]) =>
        `| ${system} | ${ofSystem.filter(({ top1 }) => top1).length} of ${ofSystem.length} | ${mistakes(ofSystem)} |`,
    ),
];

const calibration = (scored: readonly Scored[]): string[] => {
  const bins = reliability(scored);
  return [
    '| stated confidence | n | mean | right |',
    '|---|---|---|---|',
    ...bins.map(
      ({ from, n, said, right }) =>
        `| ${from.toFixed(1)} to ${(from + 0.1).toFixed(1)} | ${n} | ${percent(said)} | ${percent(right)} |`,
    ),
    `Expected calibration error: ${percent(calibrationError(bins))}`,
  ];
};

/** @param title what the cases are; @param answers at each level, the same cases in the same order */
export const accuracyReport = (title: string, answers: Record<Level, Answers>): string =>
  [
    `## ${title}`,
    perLevel(answers),
    'Per system, with the vehicle known:',
    perSystem(answers.vehicle.scored),
    'What was taken for what:',
    confusion(answers.vehicle.scored),
    'Calibration:',
    calibration(answers.vehicle.scored),
  ]
    .map((block) => (typeof block === 'string' ? block : block.join('\n')))
    .join('\n\n');

/** What is measured beside the two kinds of complaints. */
export const otherFigures = ({ vins, dtc, repairs, latency, rssMb }: Figures): string =>
  [
    '## Beside the complaints',
    vins &&
      `VINs: year ${percent(vins.year)}, make ${percent(vins.make)}, model ${percent(vins.model)} of ${vins.n}; median ${latency.vinMedianMs} ms, p95 ${latency.vinP95Ms} ms`,
    repairs &&
      `Repairs: hours overlap for ${percent(repairs.labor)}, prices for ${percent(repairs.price)} of ${repairs.n}`,
    dtc && `Trouble codes: the right meaning for ${percent(dtc.meaning)} of ${dtc.n}`,
    latency.diagnosisP95Ms !== null && `A warm diagnosis, p95: ${latency.diagnosisP95Ms.toFixed(1)} ms`,
    `Memory of the diagnosis above the process: ${rssMb.toFixed(0)} MB`,
  ]
    .filter((line) => typeof line === 'string')
    .join('\n');

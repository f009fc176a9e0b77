/**
 * `npm run bench:diagnosis`: how often the diagnosis is right, over labelled cases and through the tools themselves.
 *
 * `--cases <folder>` (default `../shared/data`), `--out <folder>` for the charts (default `.data/bench`), `--json` for
 * one object on stdout. Its shares are fractions of 0 to 1; `complaints` and `diagnosed` are those of the level
 * `vehicle`, because every case tells its car; a kind of cases that the folder lacks is null. Texts and VINs are never
 * printed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readCases, type Cases } from './cases.ts';
import { chartOf } from './chart.ts';
import { scoreCodes } from './dtc.ts';
import { everyLevel, type Question } from './levels.ts';
import { CasesMalformed } from './malformed.ts';
import { memoryOf } from './memory.ts';
import { accuracyReport, otherFigures } from './report.ts';
import { figuresOf } from './figures.ts';
import { scoreRepairs } from './repairs.ts';
import { unnamedIn } from './unnamed.ts';
import { scoreVins } from './vins.ts';

/** Where the local runtime unpacks vPIC, too. */
const VPIC_DIR = '.data/vpic';
/** The agency's labels that name no system. */
const NO_SYSTEM = new Set(['equipment', 'unknown_other']);

const complaintsOf = ({ complaints }: Cases): Question[] | undefined =>
  complaints
    ?.filter(({ system }) => !NO_SYSTEM.has(system))
    .map((one) => ({ text: one.text, accepted: [one.system], car: one }));

const diagnosedOf = (cases: Cases): Question[] | undefined =>
  cases['complaints-diagnosed']?.map((one) => ({ text: one.symptom_text, accepted: one.accept_systems, car: one }));

const bench = async (folder: string, out: string, json: boolean): Promise<void> => {
  const cases = readCases(folder);
  const questions = { complaints: complaintsOf(cases), diagnosed: diagnosedOf(cases) };
  // the tools are loaded from here on and not above, so that their memory can be told from the bench's own
  const rssMb = await memoryOf([...(questions.complaints ?? []), ...(questions.diagnosed ?? [])]);
  const { registry } = await import('../../../functions/tools/registry.ts');
  const { knowledge } = await import('../../../functions/tools/knowledge/index.ts');
  const tool = registry.symptom_diagnosis_analyzer;
  const unnamed = unnamedIn(knowledge);
  const answers = {
    complaints: questions.complaints && everyLevel(tool, questions.complaints, unnamed),
    diagnosed: questions.diagnosed && everyLevel(tool, questions.diagnosed, unnamed),
  };
  const figures = figuresOf({
    ...answers,
    vins: cases.vins && (await scoreVins(VPIC_DIR, cases.vins)),
    dtc: cases.dtc && scoreCodes(tool, cases.dtc),
    repairs: cases.repairs && scoreRepairs(registry, cases.repairs),
    rssMb,
  });

  mkdirSync(out, { recursive: true });
  const reports: string[] = [];
  for (const [title, of] of Object.entries(answers)) {
    if (!of) continue;
    writeFileSync(join(out, `${title}.svg`), chartOf(title, of.vehicle.scored));
    reports.push(accuracyReport(title, of));
  }
  process.stdout.write(json ? `${JSON.stringify(figures)}\n` : `${[...reports, otherFigures(figures)].join('\n\n')}\n`);
};

const options = { cases: { type: 'string' }, out: { type: 'string' }, json: { type: 'boolean' } } as const;

try {
  const { values } = parseArgs({ options });
  await bench(values.cases ?? '../shared/data', values.out ?? '.data/bench', values.json ?? false);
} catch (error) {
  // a bad row, a missing folder, an unknown option: one sentence each
  const expected = error instanceof CasesMalformed || (error instanceof Error && 'code' in error);
  if (!expected) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

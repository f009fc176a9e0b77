/**
 * `npm run bench`: every figure beside what it is compared with, in one run on one machine. `--json` for machines.
 * A row that does not reach its figure is marked, and does not fail the run: machines are noisy.
 */
import { cpus } from 'node:os';
import { benchAppend, benchLoad, benchPure } from './store.ts';
import { benchList } from './list.ts';
import { benchRebuild } from './rebuild.ts';
import { benchTurn } from './turn.ts';
import type { Row } from './measure.ts';

const ROUNDS = 300;

const rows: Row[] = [
  await benchAppend(ROUNDS),
  ...(await benchLoad(ROUNDS)),
  ...(await benchTurn(ROUNDS / 3)),
  ...(await benchPure(30)),
  ...(await benchList(ROUNDS)),
  ...(await benchRebuild()),
];

const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, dynoxide 1.2.1`;

const table = (): string =>
  [
    `Measured on ${machine}, ${new Date().toISOString().slice(0, 10)}.`,
    '',
    '| what | measured | beside | ratio | reach | |',
    '|---|---|---|---|---|---|',
    ...rows.map(({ what, measured, beside, ratio, reach, holds }) => {
      const times = ratio === undefined ? '' : `${ratio.toFixed(2)}×`;
      return `| ${what} | ${measured} | ${beside} | ${times} | ${reach} | ${holds ? 'yes' : 'NO'} |`;
    }),
    '',
  ].join('\n');

process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify({ machine, rows }, null, 2)}\n` : table());

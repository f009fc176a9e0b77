/** What people read fits their terminal, and nothing that somebody wrote does anything to it. */
import { describe, expect, it } from 'vitest';
import { printerOf } from '../../../infra/cli/output/printer.ts';
import { progressBar } from '../../../infra/cli/output/progress.ts';
import { tableOn, type Column } from '../../../infra/cli/output/table.ts';
import { printable, size } from '../../../infra/cli/output/text.ts';
import { ownWorld } from '../../../infra/cli/world.ts';
import { answering, dixonCli } from '../../support/cli.ts';

type Row = { id: string; title: string; note: string };
const ID = '9c2b7a54-3df1-4c0e-9d55-0a1b2c3d4e5f';
const columns: Column<Row>[] = [
  { head: 'id', cell: ({ id }) => id, whole: true },
  { head: 'title', cell: ({ title }) => title },
  { head: 'note', cell: ({ note }) => note, whole: true, spare: true },
];
const row = (title: string): Row => ({ id: ID, title, note: 'spare and not to be broken' });
const drawn = (width: number, ...rows: Row[]): string => tableOn(columns, { width, bold: (text) => text })(rows);

describe('a table', () => {
  it('shows everything where there is room', () => {
    expect(drawn(100, row('Brakes')).split('\n')).toEqual([
      `id                                    title   note`,
      `${ID}  Brakes  spare and not to be broken`,
    ]);
  });

  it('wraps texts, leaves spare columns out, and never breaks an id', () => {
    const lines = drawn(60, row('The brakes are squealing whenever it rains')).split('\n');
    expect(lines[1]).toMatch(new RegExp(`^${ID}  The brakes are$`));
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
    expect(lines.join()).not.toContain('spare');
  });

  it('becomes lines of facts where ids leave no room for texts', () => {
    expect(drawn(44, row('Brakes, which squeal'))).toContain(`id     ${ID}\ntitle  Brakes, which squeal`);
  });

  it('goes on with the same columns on the next page', () => {
    const next = tableOn(columns, { width: 100, bold: (text) => text });
    next([row('Brakes')]);
    expect(next([row('Gears')])).toBe(`${ID}  Gears   spare and not to be broken`);
  });
});

describe('text of people', () => {
  it('is shown, not obeyed', () => {
    expect(printable('red \u001b[31m, back \r, C1 \u009b2J, turned \u202e.\nNext')).toBe(
      'red \ufffd[31m, back \ufffd, C1 \ufffd2J, turned \ufffd.\nNext',
    );
  });

  it('does nothing to the terminal of a list, as text and as JSON', async () => {
    const evil = { kind: 'x\u001b]0;title\u0007\u009b2J', subject: 'user-sam', sentence: 'Clear \u001b[2J.' };
    const fetch = answering({ verifyHistory: { commits: 1, streams: 1, erased: 0, faults: [evil] } });
    for (const more of [[], ['--json']]) {
      const { stdout } = await dixonCli(['verify', '--subject', 'user-sam', ...more], { token: 'local:audrey', fetch });
      expect(stdout).toContain('Clear');
      expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    }
  });
});

describe('colors', () => {
  const world = ownWorld(new AbortController().signal);
  const boldWith = (isTTY: boolean, env: Record<string, string>): string =>
    printerOf(
      { ...world, env, stdout: Object.assign(Object.create(process.stdout) as object, { isTTY }) as never },
      false,
    ).bold('x');

  it('are for terminals whose owner did not say no', () => {
    expect(boldWith(true, {})).toBe('\u001b[1mx\u001b[22m');
    expect([boldWith(false, {}), boldWith(true, { NO_COLOR: '1' }), boldWith(true, { TERM: 'dumb' })]).toEqual([
      'x',
      'x',
      'x',
    ]);
  });
});

describe('progress', () => {
  it('says how far, of how much, and for how long still', () => {
    expect(progressBar({ done: 500, of: 2_000, noun: 'commit' }, 10)).toBe(
      '██████░░░░░░░░░░░░░░░░░░ 25 %, 500 of about 2,000 commits, 30 s left',
    );
    expect(progressBar({ done: 2_100, of: 2_000, noun: 'commit' }, 10)).toContain('99 %');
    expect(progressBar({ done: 1, of: null, noun: 'commit' }, 10)).toBe('1 commit');
  });

  it('is drawn on a terminal, on stderr alone', async () => {
    const running = { verificationId: 'v1', status: 'RUNNING', startedAt: new Date().toISOString() };
    const counts = { commits: 5, expected: 10, streams: 1, erased: 0, digests: 0, faultCount: 0, faults: [] };
    let looks = 0;
    const getVerification = () => ({ ...running, ...counts, status: ++looks < 4 ? 'RUNNING' : 'ENDED' });
    const fetch = answering({ startVerification: { ...running, ...counts }, getVerification });
    const options = { token: 'local:audrey', fetch, terminal: ['stderr' as const] };
    const { code, json, stderr } = await dixonCli(['verify', '--all', '--json'], options);
    expect([code, json]).toMatchObject([0, { status: 'ENDED' }]);
    expect(stderr).toContain('5 of about 10 commits');
  });

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_250_000, '1.3 MB'],
  ])('counts %i bytes as %s', (bytes, said) => expect(size(bytes)).toBe(said));
});

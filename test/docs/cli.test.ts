/** docs/cli.md shows every command, and no page shows one that there is not. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { programOf } from '../../infra/cli/program.ts';
import { ownWorld } from '../../infra/cli/world.ts';

const program = programOf({ world: ownWorld(new AbortController().signal), code: 0 });
/** The calls of a page, as words; comments are left out. */
const callsOn = (page: string): string[][] =>
  [...readFileSync(page, 'utf8').matchAll(/^```sh\n(.*?)^```/gms)]
    .flatMap(([, block]) => block!.split('\n'))
    .map((line) => line.replaceAll(/"[^"]*"|'[^']*'/g, 'word'))
    .flatMap((line) => /(?:^|<\(|npx )dixon ([^#|)]+)/.exec(line)?.[1] ?? [])
    .map((call) => call.trim().split(/\s+/));

const guide = callsOn('docs/cli.md');
const calls = [...guide, ...callsOn('docs/operations.md'), ...callsOn('README.md')];

/** The command that the words name, and the words after it. */
const found = (words: string[], command: Command = program, path: string[] = []): [string, Command, string[]] => {
  const below = command.commands.find((each) => each.name() === words[0]);
  return below ? found(words.slice(1), below, [...path, below.name()]) : [path.join(' '), command, words];
};

const leavesOf = (command: Command, path: string[] = []): string[] =>
  command.commands.length === 0
    ? [path.join(' ')]
    : command.commands.flatMap((below) => leavesOf(below, [...path, below.name()]));

const named = calls.filter(([first]) => !first!.startsWith('--'));

it.each(named.map((words) => [words.join(' '), words] as const))('dixon %s', (_call, words) => {
  const [, command, given] = found(words);
  expect(command.commands).toEqual([]);
  const options = [...command.options, ...program.options];
  const flags = given.filter((word) => word.startsWith('--'));
  expect(options.map(({ long }) => long)).toEqual(expect.arrayContaining(flags));
  for (const { long, mandatory } of command.options) if (mandatory) expect(flags).toContain(long);
});

it('leaves no command out', () => {
  const shown = new Set(guide.map((words) => found(words)[0]));
  expect(leavesOf(program).filter((name) => !shown.has(name) && name !== 'bundle')).toEqual([]);
});

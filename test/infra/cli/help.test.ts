/** Every command says how it is used. */
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { programOf } from '../../../infra/cli/program.ts';
import { ownWorld } from '../../../infra/cli/world.ts';
import { dixonCli } from '../../support/cli.ts';

const program = programOf({ world: ownWorld(new AbortController().signal), code: 0 });

type Leaf = { path: string[]; command: Command };
const leavesOf = (command: Command, path: string[]): Leaf[] =>
  command.commands.length === 0
    ? [{ path, command }]
    : command.commands.flatMap((below) => leavesOf(below, [...path, below.name()]));
const leaves = leavesOf(program, []);

describe('the help', () => {
  it('knows every command', () => expect(leaves.length).toBeGreaterThan(40));

  it.each(leaves.map(({ path, command }) => [path.join(' '), path, command] as const))(
    'of %s fits 80 columns and has an example that is a call of it',
    async (name, path, command) => {
      const { code, stdout, stderr } = await dixonCli([...path, '--help'], { env: { COLUMNS: '80' } });
      expect([code, stderr]).toEqual([0, '']);
      const examples = [...stdout.matchAll(/^ {2}\$ (.*)$/gm)].map(([, example]) => example!);
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) expect(example).toContain(`dixon ${name}`);
      for (const { long } of command.options) expect(stdout).toContain(long);
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    },
  );

  it('is there for who knows nothing yet, and is no success for who asked for nothing', async () => {
    expect(await dixonCli(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Exit codes') });
    expect(await dixonCli([])).toMatchObject({ code: 2, stdout: '' });
    expect(await dixonCli(['help', 'verify'])).toMatchObject({ code: 0, stdout: expect.stringContaining('--resume') });
  });
});

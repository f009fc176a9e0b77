/** How commands are put together: every one has a description, examples, and an action that ends with an exit code. */
import { type Command, InvalidArgumentError } from 'commander';
import { contextOf, type Context } from '../context.ts';
import { exit } from '../exit.ts';
import type { GlobalOptions } from '../settings.ts';
import type { World } from '../world.ts';

/** The run of one command line; `code` is how it ends. */
export type Run = { world: World; code: number };

/** @param spec its name and arguments, such as `rename <sessionId> <title>` */
export const leaf = (parent: Command, spec: string, description: string, examples: readonly string[]): Command =>
  parent
    .command(spec)
    .description(description)
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  $ ${example}`).join('\n')}`);

export const group = (parent: Command, name: string, description: string): Command =>
  parent.command(name).description(description);

/** An action as commander calls it: with the arguments, the options, and the command. */
export const acting =
  <Given extends unknown[]>(
    run: Run,
    act: (context: Context, ...given: Given) => Promise<number | void>,
    anybody?: string,
  ): ((...given: [...Given, Command]) => Promise<void>) =>
  async (...all) => {
    const command = all.at(-1) as Command;
    const context = contextOf(run.world, command.optsWithGlobals<GlobalOptions>(), anybody);
    run.code = (await act(context, ...(all.slice(0, -1) as Given))) ?? exit.good;
  };

/** A whole number from `least` on. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (given: string): number => {
    const value = Number(given);
    if (!/^\d+$/.test(given) || value < least || value > most)
      throw new InvalidArgumentError(
        `It must be a whole number from ${least}${most < Number.MAX_SAFE_INTEGER ? ` to ${most}` : ''}.`,
      );
    return value;
  };

/** `2026-11-21`, or any instant; a day alone is its beginning, or its end. As ISO 8601 in UTC. */
export const instant =
  (edge: 'begin' | 'end' = 'begin') =>
  (given: string): string => {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(given);
    const time = Date.parse(isDay ? `${given}T${edge === 'begin' ? '00:00:00.000' : '23:59:59.999'}Z` : given);
    if (Number.isNaN(time))
      throw new InvalidArgumentError('It must be a day or an instant: 2026-11-21, 2026-11-21T09:30:00Z.');
    return new Date(time).toISOString();
  };

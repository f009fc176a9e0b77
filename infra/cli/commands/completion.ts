/** `dixon completion`: what a shell needs to know to complete a line, made of the commands themselves. */
import { Argument, type Command } from 'commander';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { placesOf, type Place } from '../completion/tree.ts';
import { zshCompletion } from '../completion/zsh.ts';
import type { Context } from '../context.ts';
import { acting, leaf, type Run } from './command.ts';

const shells: Record<string, (places: readonly Place[]) => string> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

export const completionCommand = (program: Command, run: Run): void => {
  const complete = ({ print }: Context, shell: string): Promise<void> => print.raw(shells[shell]!(placesOf(program)));
  leaf(program, 'completion', 'a script with which your shell completes the commands', [
    'source <(dixon completion bash)',
    'source <(dixon completion zsh)',
    'dixon completion fish | source',
  ])
    .addArgument(new Argument('<shell>').choices(Object.keys(shells)))
    .action(acting(run, complete));
};

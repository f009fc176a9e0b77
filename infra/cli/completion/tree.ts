/** What can stand where on a command line, read off the commands themselves. */
import type { Command, Option } from 'commander';

/** `values`: what may follow. `files` where it is a file, none of both where it is free. */
export type Flag = { names: string[]; description: string; takesValue: boolean; values: string[]; isFile: boolean };

export type Place = {
  /** From the first word on: `dixon requests open`. */
  path: string;
  description: string;
  commands: { name: string; description: string }[];
  flags: Flag[];
  /** What its first argument may be, where that is one of a few. */
  values: string[];
  takesFile: boolean;
};

const flagOf = ({ long, short, description, required, optional, argChoices, flags }: Option): Flag => ({
  names: [short, long].filter((name) => name !== undefined),
  description,
  takesValue: required || optional,
  values: argChoices ?? [],
  isFile: flags.includes('<file>'),
});

const flagsOf = (command: Command | null): Flag[] =>
  command === null ? [] : [...command.options.map(flagOf), ...flagsOf(command.parent)];

const HELP: Flag = {
  names: ['-h', '--help'],
  description: 'how it is used',
  takesValue: false,
  values: [],
  isFile: false,
};

/** The command and everything below it. */
export const placesOf = (command: Command, above = ''): Place[] => {
  const path = `${above} ${command.name()}`.trim();
  const [first] = command.registeredArguments;
  const place: Place = {
    path,
    description: command.description(),
    commands: command.commands.map((below) => ({ name: below.name(), description: below.description() })),
    flags: [...flagsOf(command), HELP],
    values: first?.argChoices ?? [],
    takesFile: first?.name() === 'file',
  };
  return [place, ...command.commands.flatMap((below) => placesOf(below, path))];
};

/** The command tree of `dixon`, and one run of it. */
import { Command } from 'commander';
import { auditCommands } from './commands/audit.ts';
import { bundleCommand } from './commands/bundle.ts';
import { censusCommand } from './commands/census.ts';
import { chatCommand } from './commands/chat.ts';
import type { Run } from './commands/command.ts';
import { completionCommand } from './commands/completion.ts';
import { eraseCommands } from './commands/erase.ts';
import { exportCommand } from './commands/export.ts';
import { holdCommands } from './commands/hold.ts';
import { parkedCommands } from './commands/parked.ts';
import { receiptCommands } from './commands/receipt.ts';
import { requestsCommands } from './commands/requests.ts';
import { retentionCommands } from './commands/retention.ts';
import { sessionsCommands } from './commands/sessions.ts';
import { verifyCommand } from './commands/verify.ts';
import { viewsCommands } from './commands/views.ts';
import { endedBy, exit } from './exit.ts';
import { givenToken, DEFAULT_URL, type GlobalOptions } from './settings.ts';
import type { World } from './world.ts';

const ENDS = `
Exit codes: 0 good, 1 the answer is a finding, 2 wrong use, 3 the API refused,
4 nothing answers.
The token is best given as DIXON_TOKEN: everybody on a machine can read the
arguments of its commands.`;

const commands = [
  chatCommand,
  sessionsCommands,
  exportCommand,
  eraseCommands,
  requestsCommands,
  holdCommands,
  retentionCommands,
  auditCommands,
  (program: Command, run: Run) => bundleCommand(program, run, 'dixon bundle'),
  verifyCommand,
  viewsCommands,
  parkedCommands,
  censusCommand,
  receiptCommands,
  completionCommand,
];

/** Commander writes its own complaints, and hands the way out to whoever called. */
const quietly = (program: Command, { stdout, stderr, env }: World): Command =>
  program.exitOverride().configureOutput({
    writeOut: (text) => void stdout.write(text),
    writeErr: (text) => void stderr.write(text),
    getOutHelpWidth: () => stdout.columns ?? (Number(env['COLUMNS']) || 80),
    getErrHelpWidth: () => stderr.columns ?? (Number(env['COLUMNS']) || 80),
  });

export const programOf = (run: Run): Command => {
  const program = quietly(new Command('dixon'), run.world)
    .description('Talks to Dixon: for drivers, compliance and ops.')
    .option('--url <url>', `the API (DIXON_URL; ${DEFAULT_URL} where none is given)`)
    .option('--token <token>', 'who you are (DIXON_TOKEN)')
    .option('--json', 'one JSON document on stdout')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(--help shows how it is used)')
    .addHelpText('after', ENDS);
  for (const add of commands) add(program, run);
  return program;
};

/** The token is nowhere in an error of ours; should somebody else's text hold it, it is taken out. */
const without = (token: string | undefined, text: string): string => (token ? text.replaceAll(token, '<token>') : text);

/**
 * Runs one command line.
 * @param argv without node and the file
 * @returns the exit code (`exit.ts`)
 */
export const run = async (argv: readonly string[], world: World): Promise<number> => {
  const running: Run = { world, code: exit.good };
  const program = programOf(running);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return running.code;
  } catch (error) {
    const { code, sentence } = endedBy(error, world.signal);
    if (sentence) world.stderr.write(`${without(givenToken(program.opts<GlobalOptions>(), world), sentence)}\n`);
    return code;
  }
};

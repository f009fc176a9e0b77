/** `dixon verify`: whether the history is as it was written. */
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { verifyHistory, type Fault } from '../documents/verification.ts';
import { exit, Misuse } from '../exit.ts';
import { everyPage } from '../output/every-page.ts';
import { counted } from '../output/text.ts';
import { acting, leaf, wholeNumber, type Run } from './command.ts';
import { faultTable, verifyEverything, type EverythingOptions } from './verify-all.ts';

type Options = EverythingOptions & { all?: boolean; subject?: string; stream?: string };

/** Of one person: page by page, added up here. */
const verifyOne = async ({ ask, print }: Context, subject: string, stream?: string): Promise<number> => {
  const sum = { commits: 0, streams: 0, erased: 0, faults: [] as Fault[] };
  for await (const page of everyPage((nextToken) => ask(verifyHistory, { subject, stream, nextToken }))) {
    sum.commits += page.commits;
    sum.streams += page.streams;
    sum.erased += page.erased;
    sum.faults.push(...page.faults);
  }
  const { faults } = sum;
  await print.result({ subject, ...(stream === undefined ? {} : { stream }), ...sum }, () =>
    [
      `${counted(sum.commits, 'commit')} in ${counted(sum.streams, 'stream')}, ${sum.erased} of them erased by request.`,
      faultTable(print, faults),
    ].join('\n'),
  );
  return faults.length > 0 ? exit.finding : exit.good;
};

const verify = async (context: Context, options: Options): Promise<number> => {
  const { subject, stream, all, digests, segments, resume } = options;
  const isEverything = all === true || digests !== undefined || resume !== undefined || segments !== undefined;
  if (isEverything === (subject !== undefined))
    throw new Misuse('Say what to verify: --all, or --subject with whose history, perhaps with --stream.');
  if (stream !== undefined && subject === undefined) throw new Misuse('A stream is somebody’s: say --subject as well.');
  return subject === undefined ? verifyEverything(context, options) : verifyOne(context, subject, stream);
};

export const verifyCommand = (program: Command, run: Run): void => {
  leaf(program, 'verify', 'whether the history is as it was written, for compliance; ends with 1 where it is not', [
    'dixon verify --subject user-sam',
    'dixon verify --subject user-sam --stream garage',
    'dixon verify --all',
    'dixon verify --all --resume $VERIFICATION',
  ])
    .option('--subject <subject>', 'of one person: user-sam, anon-session-<uuid>')
    .option('--stream <stream>', 'with --subject: garage, session/<id>')
    .option('--all', 'of everybody; it runs on by itself')
    .option('--digests', 'with the signed digests, as it is without saying so')
    .option('--no-digests', 'without them')
    .option('--segments <n>', 'so many parts side by side', wholeNumber(1, 64))
    .option('--resume <verificationId>', 'go on watching one that runs')
    .action(acting(run, verify));
};

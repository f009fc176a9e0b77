/** A verification of everything: begun, watched, and what it found. */
import type { Context } from '../context.ts';
import { getVerification, startVerification, type Fault, type Verification } from '../documents/verification.ts';
import { exit, Unfinished } from '../exit.ts';
import { poll } from '../output/poll.ts';
import type { Printer } from '../output/printer.ts';
import { progressBar } from '../output/progress.ts';
import { inSteps } from '../output/steps.ts';
import { counted } from '../output/text.ts';

export type EverythingOptions = { digests?: boolean; segments?: number; resume?: string };

const whereOf = ({ subject, stream, number, digest }: Fault): string =>
  [digest, subject, stream && (number === null ? stream : `${stream}#${number}`)].filter(Boolean).join('\n');

/** @param count how many there are, where only the first are shown */
export const faultTable = (print: Printer, faults: readonly Fault[], count = faults.length): string => {
  if (count === 0) return 'Nothing is wrong.';
  const columns = [
    { head: 'fault, and where', cell: (fault: Fault) => `${fault.kind}\n${whereOf(fault)}\n`, whole: true },
    { head: 'what was found', cell: ({ sentence }: Fault) => sentence },
  ];
  const more = count > faults.length ? `\n\nThese are the first of ${count}.` : '';
  return `\n${print.table(columns, faults, '')}${more}`;
};

const begin = ({ ask, change }: Context, { digests, segments, resume }: EverythingOptions): Promise<Verification> =>
  resume === undefined
    ? change(startVerification, { ...(digests === undefined ? {} : { digests }), ...(segments ? { segments } : {}) })
    : ask(getVerification, { verificationId: resume });

/** Watches it to its end. It runs on whether somebody watches or not, so whoever leaves is told how to come back. */
const watched = async (context: Context, options: EverythingOptions): Promise<Verification> => {
  const { ask, print, world } = context;
  let seen: Verification | undefined;
  const read = async (say: (words: string) => void): Promise<void> => {
    const begun = Date.parse(seen!.startedAt);
    const { verificationId } = seen!;
    const look = async () => {
      seen = await ask(getVerification, { verificationId });
      const { commits: done, expected: of } = seen;
      say(progressBar({ done, of, noun: 'commit' }, (Date.now() - begun) / 1_000));
      return seen;
    };
    await poll(world, look, ({ status }) => status !== 'RUNNING');
  };
  try {
    await inSteps(world, [
      { title: 'Beginning', run: async () => (seen = await begin(context, options)) },
      { title: 'Verifying', run: read },
    ]);
    return seen!;
  } catch (error) {
    if (seen) print.note(`It runs on by itself. See how it stands: dixon verify --all --resume ${seen.verificationId}`);
    throw error;
  }
};

const summaryOf = (print: Printer, verification: Verification): string => {
  const { commits, streams, erased, digests, sealedUntil, faults, faultCount } = verification;
  return [
    `${counted(commits, 'commit')} in ${counted(streams, 'stream')}, ${erased} of them erased by request; ${counted(digests, 'digest')}.`,
    ...(sealedUntil ? [`What is later than ${sealedUntil} is in no digest yet.`] : []),
    faultTable(print, faults, faultCount),
  ].join('\n');
};

/** @throws Unfinished where it failed: nothing can be said then */
export const verifyEverything = async (context: Context, options: EverythingOptions): Promise<number> => {
  const { print } = context;
  const verification = await watched(context, options);
  await print.result(verification, () => summaryOf(print, verification));
  if (verification.status === 'FAILED')
    throw new Unfinished(
      `It failed (${verification.error ?? 'nobody knows why'}), so this says nothing. Begin it again.`,
    );
  return verification.faultCount > 0 ? exit.finding : exit.good;
};

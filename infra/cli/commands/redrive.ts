/** Hands parked streams to their consumer again: one, the oldest, or all that there are. */
import type { Context } from '../context.ts';
import {
  listParked,
  redriveStream,
  redriveStreams,
  type ParkedStream,
  type Redriven,
} from '../documents/operations.ts';
import { exit, Misuse } from '../exit.ts';
import { everyPage } from '../output/every-page.ts';
import { progressBar } from '../output/progress.ts';
import { inSteps } from '../output/steps.ts';
import { parkedColumns } from '../output/parked.ts';
import { counted } from '../output/text.ts';

export type RedriveOptions = { all?: boolean; oldest?: number; consumer?: string };
type One = [consumer?: string, subject?: string, stream?: string];
type Which = Pick<ParkedStream, 'consumer' | 'subject' | 'stream'>;

const PAGE = 100;

const everyOne = async ({ ask }: Context, consumer?: string): Promise<Which[]> => {
  const pages = everyPage((nextToken) => ask(listParked, { consumer, limit: PAGE, nextToken }));
  const found: Which[] = [];
  for await (const { items } of pages)
    found.push(...items.map(({ consumer: by, subject, stream }) => ({ consumer: by, subject, stream })));
  return found;
};

/** One after another: the oldest ones may stay parked, and those behind them have their turn all the same. */
const redriveAll = async (context: Context, consumer?: string): Promise<Redriven> => {
  const { ask, world } = context;
  const sum: Redriven = { streams: 0, commits: 0, stillParked: [] };
  const begun = Date.now();
  const run = async (say: (words: string) => void): Promise<void> => {
    const all = await everyOne(context, consumer);
    for (const which of all) {
      const { streams, commits, stillParked } = await ask(redriveStream, which);
      sum.streams += streams;
      sum.commits += commits;
      sum.stillParked.push(...stillParked);
      say(progressBar({ done: sum.streams, of: all.length, noun: 'stream' }, (Date.now() - begun) / 1_000));
    }
  };
  await inSteps(world, [{ title: 'Trying again', run }]);
  return sum;
};

const redriven = (context: Context, one: One, { all, oldest, consumer: of }: RedriveOptions): Promise<Redriven> => {
  const [consumer, subject, stream] = one;
  const ways = [stream !== undefined, all === true, oldest !== undefined].filter(Boolean).length;
  if (ways !== 1 || (consumer !== undefined && stream === undefined))
    throw new Misuse('Say which: <consumer> <subject> <stream>, or --oldest <n>, or --all.');
  if (all) return redriveAll(context, of);
  if (oldest !== undefined) return context.ask(redriveStreams, { consumer: of, limit: oldest });
  return context.ask(redriveStream, { consumer, subject, stream });
};

export const redrive = async (
  context: Context,
  consumer: string | undefined,
  subject: string | undefined,
  stream: string | undefined,
  options: RedriveOptions,
): Promise<number> => {
  const { print } = context;
  const answer = await redriven(context, [consumer, subject, stream], options);
  const { streams, commits, stillParked } = answer;
  await print.result(answer, () =>
    [
      `Tried ${counted(streams, 'stream')}; ${counted(commits, 'commit')} taken.`,
      print.table(parkedColumns, stillParked, 'None stays parked.'),
    ].join('\n\n'),
  );
  return stillParked.length > 0 ? exit.finding : exit.good;
};

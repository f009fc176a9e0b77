/** A rebuild of a view: begun, watched, and how its rows compare with the live ones. */
import type { Context } from '../context.ts';
import { getRebuild, rebuildView, type Rebuild } from '../documents/views.ts';
import { poll } from '../output/poll.ts';
import { progressBar } from '../output/progress.ts';
import { inSteps, type WorkStep } from '../output/steps.ts';
import { codeOf, rebuildText } from '../output/views.ts';

export type RebuildOptions = { refold?: boolean; segments?: number; wait?: boolean };

/** The steps of a rebuild that runs, each until its status is over. It goes on whether somebody watches or not. */
const watching = ({ ask, world }: Context, view: string, saw: (rebuild: Rebuild) => void): WorkStep[] => {
  const until =
    (running: string[], inWords: (rebuild: Rebuild, seconds: number) => string) =>
    async (say: (words: string) => void): Promise<void> => {
      const look = async () => {
        const rebuild = await ask(getRebuild, { view });
        saw(rebuild);
        say(inWords(rebuild, (Date.now() - Date.parse(rebuild.startedAt)) / 1_000));
        return rebuild;
      };
      await poll(world, look, ({ status }) => !running.includes(status));
    };
  return [
    {
      title: 'Building',
      run: until(['BUILDING'], ({ commits: done, expected: of }, seconds) =>
        progressBar({ done, of, noun: 'commit' }, seconds),
      ),
    },
    {
      title: 'Comparing',
      run: until(['BUILDING', 'COMPARING'], ({ compared: done, rows: of }, seconds) =>
        progressBar({ done, of, noun: 'row' }, seconds),
      ),
    },
  ];
};

const watch = async (context: Context, view: string, begin: WorkStep[], begun?: Rebuild): Promise<Rebuild> => {
  const { print, world } = context;
  let seen = begun;
  try {
    await inSteps(world, [...begin, ...watching(context, view, (rebuild) => (seen = rebuild))]);
    return seen!;
  } catch (error) {
    if (world.signal.aborted) print.note(`It runs on by itself. See how it stands: dixon views status ${view} --wait`);
    throw error;
  }
};

const show = async ({ print }: Context, rebuild: Rebuild): Promise<number> => {
  await print.result(rebuild, () => rebuildText(print, rebuild));
  return codeOf(rebuild);
};

export const rebuild = async (context: Context, view: string, options: RebuildOptions): Promise<number> => {
  const { refold, segments, wait } = options;
  const begin = () => context.change(rebuildView, { view, refold, segments });
  return show(context, wait ? await watch(context, view, [{ title: 'Beginning', run: begin }]) : await begin());
};

export const status = async (context: Context, view: string, { wait }: RebuildOptions): Promise<number> =>
  show(context, wait ? await watch(context, view, []) : await context.ask(getRebuild, { view }));

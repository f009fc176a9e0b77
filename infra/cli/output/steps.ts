/** Work of several steps, shown on a terminal while it goes on, and silent anywhere else. */
import type { World } from '../world.ts';

/** `say` puts words beside the step while it runs. */
export type WorkStep = { title: string; run: (say: (words: string) => void) => Promise<unknown> };

/** As `listr2` wants it: it draws with nothing else of a terminal. */
const asTerminal = (stream: unknown): NodeJS.WriteStream => stream as NodeJS.WriteStream;

/** Loaded where it is needed: most commands are done before it would be there. */
const listOn = async (stream: unknown, tasks: { title: string; task: unknown }[]) => {
  const { DefaultRenderer, Listr, ListrLogger, ProcessOutput } = await import('listr2');
  /** Whether stdout is a terminal does not matter: the result goes there, not the steps. */
  class StepsOnStderr extends DefaultRenderer {
    static override nonTTY = true;
  }
  const terminal = asTerminal(stream);
  const processOutput = new ProcessOutput(terminal, terminal, { leaveEmptyLine: false });
  return new Listr(tasks as never, {
    renderer: StepsOnStderr,
    // Ctrl-C is ours: it says how to go on
    registerSignalListeners: false,
    rendererOptions: {
      logger: new ListrLogger({ useIcons: true, toStderr: [], processOutput }),
      showErrorMessage: false,
      collapseErrors: false,
    },
  });
};

/**
 * Runs the steps one after another. Throws what a step throws, as it is.
 *
 * They are drawn on stderr, so that stdout holds the result alone.
 */
export const inSteps = async ({ stderr }: World, steps: readonly WorkStep[]): Promise<void> => {
  // a terminal without a width is nobody's window
  if (!stderr.isTTY || stderr.columns === 0) {
    for (const { run } of steps) await run(() => {});
    return;
  }
  const failure: { error?: unknown } = {};
  const tasks = steps.map(({ title, run }) => ({
    title,
    task: async (_: unknown, shown: { title: string }) => {
      try {
        await run((words) => (shown.title = `${title}: ${words}`));
        shown.title = title;
      } catch (error) {
        failure.error = error;
        throw error;
      }
    },
  }));
  const list = await listOn(stderr, tasks);
  try {
    await list.run();
  } catch (error) {
    throw failure.error ?? error;
  }
};

/** One run of `dixon` in this process. */
import { exit } from './exit.ts';
import { run } from './program.ts';
import { ownWorld } from './world.ts';

const interrupt = new AbortController();
// it stays: whoever hears last of a signal that nobody else listens to (the cursor's keeper does) would end the process
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    // the second Ctrl-C ends it whatever it does
    if (interrupt.signal.aborted) process.exit(exit.interrupted);
    interrupt.abort();
  });

// whoever read along may leave first (`| head`): nobody is left to write to
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(exit.good);
  });

process.exitCode = await run(process.argv.slice(2), ownWorld(interrupt.signal));

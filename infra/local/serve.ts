/** Serves Dixon on this machine until it is told to stop. */
import { resolve } from 'node:path';
import { startRuntime, type Runtime, type RuntimeOptions } from './runtime.ts';
import { startServer } from './server.ts';
import { settings } from './settings.ts';

const greeting = (url: string, dataDir: string, { recovered, reapplied }: Runtime): string => {
  const query = 'mutation { sendMessage(message: \\"My brakes are squealing\\") { conversationId message } }';
  return `
Dixon answers at ${url} (GraphiQL in the browser), data in ${resolve(dataDir)}.

  curl -s ${url} -H 'content-type: application/json' -H 'authorization: local:sam' \\
    -d '{"query":"${query}"}'

${recovered > 0 ? `Closed ${recovered} turn(s) that the last run left open.\n` : ''}${reapplied > 0 ? `Erased again what ${reapplied} request(s) had asked for: these tables did not know it.\n` : ''}Stop with Ctrl-C.
`;
};

/** Runs `start`; where it fails, says why in a sentence, without a stack that nobody asked for. */
export const orExplain = async (start: () => Promise<void>): Promise<void> => {
  try {
    await start();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
};

/** Starts with what the environment says, prints the address, and ends cleanly on SIGTERM or SIGINT. */
export const serve = async (options: Pick<RuntimeOptions, 'logger' | 'model'>): Promise<void> => {
  const { port, dataDir, endpoint, nhtsaUrl, origins } = settings();
  const runtime = await startRuntime({ ...options, dataDir, nhtsaUrl, ...(endpoint ? { endpoint } : {}) });
  const server = await startServer(runtime, port, origins).catch(async (cause: unknown) => {
    await runtime.stop();
    throw new Error(`Port ${port} is not free. Set PORT to another one, or to 0 for any.`, { cause });
  });
  process.stdout.write(greeting(server.url, dataDir, runtime));

  const stop = async (): Promise<void> => {
    await server.stop();
    await runtime.stop();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
};

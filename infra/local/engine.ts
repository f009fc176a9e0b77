/**
 * The DynamoDB-compatible engine as a child process: dynoxide (SQLite underneath), in memory or on a file.
 *
 * The engine outlives a server that was killed; its mark rests beside the file, and the next start ends it before it
 * opens the file again.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StorageUnavailable } from '../../schemas/errors.ts';
import { indexStream } from './engine-index.ts';
import { leaveMark, removeMark, runningPid } from './process-mark.ts';

const READY_TRIES = 200;
const READY_STEP_MS = 25;

export type Engine = { endpoint: string; pid: number; stop: () => Promise<void> };

const binary = (): string => {
  try {
    return createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
  } catch (cause) {
    throw new Error(
      'There is no built-in engine for this platform. Set DYNAMODB_ENDPOINT to a DynamoDB-compatible server.',
      { cause },
    );
  }
};

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** Ends the engine that a killed server left behind. */
const endOrphan = async (markFile: string): Promise<void> => {
  const pid = runningPid(markFile);
  if (pid !== undefined) process.kill(pid, 'SIGTERM');
  for (let tries = 0; tries < READY_TRIES && runningPid(markFile) !== undefined; tries += 1) await sleep(READY_STEP_MS);
  removeMark(markFile);
};

const answers = async (endpoint: string): Promise<boolean> => {
  try {
    await fetch(endpoint, { signal: AbortSignal.timeout(1_000) });
    return true;
  } catch {
    return false;
  }
};

const untilReady = async (endpoint: string, child: ChildProcess): Promise<void> => {
  for (let tries = 0; tries < READY_TRIES; tries += 1) {
    if (child.exitCode !== null) break;
    if (await answers(endpoint)) return;
    await sleep(READY_STEP_MS);
  }
  child.kill('SIGKILL');
  throw new StorageUnavailable('local engine');
};

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

/**
 * Starts an engine on a free loopback port.
 * @param dataDir folder of the database file; absent: in memory
 * @throws StorageUnavailable where it does not answer within 5 seconds
 */
export const startEngine = async (dataDir?: string): Promise<Engine> => {
  const markFile = dataDir ? join(dataDir, 'engine.pid') : undefined;
  if (markFile) await endOrphan(markFile);
  const port = await freePort();
  const databaseFile = dataDir ? join(dataDir, 'engine.db') : undefined;
  const file = databaseFile ? ['--db-path', databaseFile] : [];
  const child = spawn(binary(), ['serve', '--host', '127.0.0.1', '-p', String(port), ...file], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  await untilReady(endpoint, child);
  if (markFile) leaveMark(markFile, child.pid!);
  if (databaseFile) indexStream(databaseFile);
  return {
    endpoint,
    pid: child.pid!,
    stop: async () => {
      child.kill('SIGTERM');
      await ended(child);
      if (markFile) removeMark(markFile);
    },
  };
};

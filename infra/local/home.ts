/** A data folder that is this process's alone, and the engine that runs on it. */
import { mkdirSync } from 'node:fs';
import { startEngine } from './engine.ts';
import type { RuntimeOptions } from './options.ts';
import { claimFolder } from './process-mark.ts';

export type Home = {
  endpoint: string;
  /** Whether nobody else uses the engine: then whatever was under way ended with the last process. */
  isBuiltIn: boolean;
  close: () => Promise<void>;
};

/**
 * @throws StorageUnavailable where the engine does not start
 * @throws Error where another server is at work on the folder
 */
export const openHome = async ({ dataDir, endpoint }: RuntimeOptions): Promise<Home> => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const release = claimFolder(dataDir);
  try {
    const engine = endpoint ? undefined : await startEngine(dataDir);
    const close = async (): Promise<void> => {
      await engine?.stop();
      release();
    };
    return { endpoint: endpoint ?? engine!.endpoint, isBuiltIn: engine !== undefined, close };
  } catch (error) {
    release();
    throw error;
  }
};

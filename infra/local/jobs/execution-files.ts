/**
 * Executions as files: `<data folder>/executions/<machine>/<name>.json`. What was started is known to whoever starts on
 * the folder next; a small mark stays of what was done, so that a name is never started twice.
 */
import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { StartExecution } from '../../../functions/privacy/ports.ts';

/** `input` holds ids alone; `subject` is the person whose job it is. */
export type Execution = Parameters<StartExecution>[0];

/** As long as Step Functions knows the name of an execution that has ended. */
const MARK_DAYS = 90;

const NAME = /^[A-Za-z0-9_-]{1,80}$/;
const ENDING = '.json';

const Unfinished = z.object({ input: z.record(z.string(), z.unknown()), startedAt: z.iso.datetime() });
const Done = z.object({ doneAt: z.iso.datetime() });
const File = z.union([Unfinished, Done]);
type File = z.infer<typeof File>;

export type ExecutionFiles = {
  /** Resolves once it is on the disk; false for a name that was used before. */
  add: (execution: Execution) => Promise<boolean>;
  done: (execution: Execution) => Promise<void>;
  /** In the order in which they were started. Removes the marks of what was done long ago. */
  unfinished: () => Promise<Execution[]>;
  /** Removes every mark of what was done: in an older copy of the tables it may not be. */
  forgetDone: () => Promise<void>;
};

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
};

/** @param now the current instant, ISO 8601 */
export const executionFilesIn = (dataDir: string, now: () => string): ExecutionFiles => {
  const root = join(dataDir, 'executions');
  const folderOf = (machine: string) => join(root, machine);
  const pathOf = ({ machine, name }: Pick<Execution, 'machine' | 'name'>): string => {
    if (!NAME.test(name)) throw new TypeError('This is no name of an execution.');
    return join(folderOf(machine), `${name}${ENDING}`);
  };

  /** Written aside, so that a file is there as a whole or not at all. */
  const write = async (execution: Execution, file: File, put: (aside: string, path: string) => Promise<void>) => {
    const folder = folderOf(execution.machine);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const aside = join(folder, `.${randomUUID()}`);
    try {
      await writeFile(aside, JSON.stringify(file), { mode: 0o600, flush: true });
      await put(aside, pathOf(execution));
      await syncFolder(folder);
    } finally {
      // a file that was renamed is not here any more
      await unlink(aside).catch(() => undefined);
    }
  };

  const all = async (): Promise<{ execution: Execution; path: string; file: File }[]> => {
    const machines = await readdir(root).catch(() => []);
    const found = [];
    for (const machine of machines as Execution['machine'][])
      for (const entry of await readdir(folderOf(machine))) {
        const path = join(folderOf(machine), entry);
        // what a process that died was still writing
        if (!entry.endsWith(ENDING)) await unlink(path);
        else {
          const file = File.parse(JSON.parse(await readFile(path, 'utf8')));
          const input = 'input' in file ? file.input : {};
          found.push({ execution: { machine, name: entry.slice(0, -ENDING.length), input }, path, file });
        }
      }
    return found;
  };

  const forget = async (isOver: (doneAt: string) => boolean): Promise<void> => {
    for (const { path, file } of await all()) if ('doneAt' in file && isOver(file.doneAt)) await unlink(path);
  };

  return {
    add: async (execution) => {
      let isNew = true;
      // unlike a rename, a link replaces nothing
      await write(execution, { input: { ...execution.input }, startedAt: now() }, (aside, path) =>
        link(aside, path).catch((error: unknown) => {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
          isNew = false;
        }),
      );
      return isNew;
    },
    done: (execution) => write(execution, { doneAt: now() }, rename),
    unfinished: async () => {
      const oldest = new Date(Date.parse(now()) - MARK_DAYS * 86_400_000).toISOString();
      await forget((doneAt) => doneAt < oldest);
      return (await all())
        .flatMap(({ execution, file }) => ('startedAt' in file ? [{ execution, at: file.startedAt }] : []))
        .toSorted((a, b) => (a.at < b.at ? -1 : 1))
        .map(({ execution }) => execution);
    },
    forgetDone: () => forget(() => true),
  };
};

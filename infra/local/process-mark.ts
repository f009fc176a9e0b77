/**
 * Marks that name a running process: its pid and the moment it started, so that a pid that was given away again is not
 * taken for the one that left the mark.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `/proc/<pid>/stat` from the state on, its third field; empty where there is no /proc. */
const statOf = (pid: number): string[] => {
  try {
    // the command's name, in parentheses, may itself hold spaces
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  } catch {
    return [];
  }
};

/** Start time in clock ticks since boot (field 22); empty where there is no /proc. */
const startOf = (pid: number): string => statOf(pid)[19] ?? '';

/** Whether it ended with all its threads (field 20), and only its parent has not asked yet: some take seconds to. */
const isOver = (pid: number): boolean => {
  const stat = statOf(pid);
  return stat[0] === 'Z' && Number(stat[17]) <= 1;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !isOver(pid);
  } catch {
    return false;
  }
};

export const leaveMark = (file: string, pid: number): void => writeFileSync(file, `${pid}:${startOf(pid)}`);

export const removeMark = (file: string): void => rmSync(file, { force: true });

/** The pid of the process that left the mark, while it still runs. */
export const runningPid = (file: string): number | undefined => {
  if (!existsSync(file)) return undefined;
  const [pid, start] = readFileSync(file, 'utf8').split(':');
  return isAlive(Number(pid)) && startOf(Number(pid)) === start ? Number(pid) : undefined;
};

/**
 * Claims a data folder for this process. The returned function gives it back.
 * @throws Error where another server is at work on the folder
 */
export const claimFolder = (dataDir: string): (() => void) => {
  const file = join(dataDir, 'server.pid');
  const pid = runningPid(file);
  if (pid !== undefined && pid !== process.pid)
    throw new Error(
      `Another Dixon (process ${pid}) is at work on ${dataDir}. Stop it, or set DATA_DIR to another folder.`,
    );
  leaveMark(file, process.pid);
  return () => removeMark(file);
};

/** Every place where the process of a privacy job can die: around each task of its definition, and once inside of it. */
import type { PrivacyWish } from '../../schemas/privacy.ts';
import { taskStates } from '../support/asl.ts';

export type Moment = 'before' | 'inside' | 'after';

export type Crash = {
  /** The task to die at, and at which call of it: several states may call the same one. */
  task: string;
  call: number;
  when: Moment;
  /** A task that does not work, so that the machine comes to a state that it otherwise never sees. */
  failing?: string;
  /** The export is told that it was overtaken by an erasure. */
  overtaken?: true;
  /** There is more to remove than goes in one part. */
  many?: true;
};

/** Whose job dies. */
export type Request = { userId: string; requestId: string; wish: PrivacyWish };

export type Machine = 'erase-data' | 'export-data';

/** How states are reached that a job without trouble does not come to. */
const detours: Record<Machine, Record<string, Partial<Crash>>> = {
  'erase-data': { RecordAdvance: { many: true }, Fail: { failing: 'Survey' } },
  'export-data': {
    DiscardOvertaken: { overtaken: true },
    DiscardFailed: { call: 1, failing: 'Collect' },
    Fail: { failing: 'Collect' },
  },
};

/** Behind one task is before the next: nothing happens between them that outlives a process. */
const momentsOf = (isFirst: boolean): readonly Moment[] => [...(isFirst ? ['before' as const] : []), 'inside', 'after'];

/** In the order of the definition, so that a state that is added there is covered by itself. */
export const crashesOf = (machine: Machine): { title: string; crash: Crash }[] => {
  const calls = new Map<string, number>();
  return taskStates(machine).flatMap(({ state, task }, index) => {
    const call = (calls.get(task) ?? 0) + 1;
    calls.set(task, call);
    const detour = detours[machine][state];
    return momentsOf(index === 0).map((when) => ({
      title: `${when} ${state}`,
      crash: { task, call, when, ...detour },
    }));
  });
};

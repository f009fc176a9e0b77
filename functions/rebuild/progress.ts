/**
 * How far a rebuild is: a file for its plan and one for each part, below `work/rebuilds/<view>-<generation>/`. Ids, numbers
 * and places alone. A part has one worker at a time, so nobody else writes its file.
 */
import * as z from 'zod';
import { RowDifference, Shape, type ViewName } from '../../schemas/views.ts';
import type { BlobStore } from '../shared/uploads/ports.ts';
import { rebuildWork } from '../shared/work/keys.ts';

type Readable = Pick<BlobStore, 'read' | 'list'>;
type Blobs = Readable & Pick<BlobStore, 'write' | 'remove'>;

const Count = z.int().min(0);
const place = { after: z.record(z.string(), z.string()).optional() };

const Plan = z.object({
  /** Commits in the table, about; absent where nobody counted them. */
  expected: Count.optional(),
});

const BuildProgress = z.object({
  done: z.boolean(),
  ...place,
  /** Commits behind `after`; none of them is read again. */
  commits: Count,
  /** Those that were read in all. */
  read: Count,
  rows: Count,
  /** Items that are no commit, and streams whose commit cannot be opened. */
  damaged: Count,
  /** What this release cannot fold. */
  shapes: z.array(Shape).max(100),
});
export type BuildProgress = z.infer<typeof BuildProgress>;

const CompareProgress = z.object({
  done: z.boolean(),
  /** First the rows that people see are looked up in what was built, then the other way round. */
  pass: z.enum(['live', 'built']),
  ...place,
  compared: Count,
  /** Rows that were built. */
  rows: Count,
  differenceCount: Count,
  differences: z.array(RowDifference).max(100),
});
export type CompareProgress = z.infer<typeof CompareProgress>;

const NOTHING_BUILT: BuildProgress = { done: false, commits: 0, read: 0, rows: 0, damaged: 0, shapes: [] };
const NOTHING_COMPARED: CompareProgress = {
  done: false,
  pass: 'live',
  compared: 0,
  rows: 0,
  differenceCount: 0,
  differences: [],
};

export type WhichGeneration = { view: ViewName; generation: number };

const sum = <T>(files: readonly T[], count: (file: T) => number): number =>
  files.reduce((total, file) => total + count(file), 0);

const filesIn = (blobs: Readable, folder: string) => {
  const read = async <S extends z.ZodType>(key: string, shape: S): Promise<z.output<S> | undefined> => {
    const file = await blobs.read(key);
    return file && shape.parse(JSON.parse(Buffer.from(file.bytes).toString()));
  };

  const all = async <S extends z.ZodType>(name: string, shape: S): Promise<z.output<S>[]> => {
    const found: z.output<S>[] = [];
    for await (const { key } of blobs.list(`${folder}${name}-`)) {
      const file = await read(key, shape);
      if (file) found.push(file);
    }
    return found;
  };

  return {
    read,
    plan: () => read(`${folder}plan.json`, Plan),
    builds: () => all('build', BuildProgress),
    compares: () => all('compare', CompareProgress),
  };
};

/** All methods throw `StorageUnavailable`. */
export const progressIn = (blobs: Blobs, which: WhichGeneration) => {
  const folder = rebuildWork(which.view, which.generation);
  const { read, ...files } = filesIn(blobs, folder);

  const write = (name: string, value: object): Promise<void> =>
    blobs.write(`${folder}${name}.json`, Buffer.from(JSON.stringify(value)), 'application/json');

  return {
    ...files,
    savePlan: (plan: z.infer<typeof Plan>) => write('plan', plan),

    build: async (segment: number) => (await read(`${folder}build-${segment}.json`, BuildProgress)) ?? NOTHING_BUILT,
    saveBuild: (segment: number, progress: BuildProgress) => write(`build-${segment}`, progress),

    compare: async (segment: number) =>
      (await read(`${folder}compare-${segment}.json`, CompareProgress)) ?? NOTHING_COMPARED,
    saveCompare: (segment: number, progress: CompareProgress) => write(`compare-${segment}`, progress),

    remove: async (): Promise<void> => {
      const keys = await Array.fromAsync(blobs.list(folder), ({ key }) => key);
      if (keys.length > 0) await blobs.remove(keys);
    },
  };
};

export type RebuildProgress = {
  phase: 'building' | 'comparing';
  /** Commits that were read, and how many there are, about. */
  commits: number;
  expected?: number;
  /** Rows that were written; while they are compared, those that were found. */
  rows: number;
  compared: number;
};

/** How far a rebuild that is under way has come. Throws `StorageUnavailable`. */
export const progressOf = async (blobs: Readable, view: ViewName, generation: number): Promise<RebuildProgress> => {
  const files = filesIn(blobs, rebuildWork(view, generation));
  const [plan, builds, compares] = await Promise.all([files.plan(), files.builds(), files.compares()]);
  return {
    phase: compares.length > 0 ? 'comparing' : 'building',
    commits: sum(builds, ({ read }) => read),
    ...(plan?.expected === undefined ? {} : { expected: plan.expected }),
    rows: sum(builds, ({ rows }) => rows),
    compared: sum(compares, ({ compared }) => compared),
  };
};

/** What all parts came to. */
export const totalOf = (builds: readonly BuildProgress[], compares: readonly CompareProgress[]) => ({
  commits: sum(builds, ({ commits }) => commits),
  rows: sum(compares, ({ rows }) => rows),
  differenceCount: sum(compares, ({ differenceCount }) => differenceCount),
  differences: compares.flatMap(({ differences }) => differences).slice(0, 100),
  shapes: [...new Set(builds.flatMap(({ shapes }) => shapes))].toSorted().slice(0, 100),
});

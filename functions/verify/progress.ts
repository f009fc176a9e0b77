/**
 * How far a verification is, in files below `work/`: one for each part, one for the digests. Ids, places and numbers.
 * Whoever comes next goes on from the last one written; what was verified since is verified again.
 */
import * as z from 'zod';
import { HistoryFault } from '../../schemas/audit.ts';
import { Instant } from '../../schemas/values.ts';
import type { BlobStore } from '../shared/uploads/ports.ts';
import { verificationWork } from '../shared/work/keys.ts';
import { walkAtTheStart } from './verify-page.ts';

const Count = z.int().min(0);

/** As many faults are named as a verification tells of; all are counted. */
export const NAMED = 100;

const Faults = { faultCount: Count, faults: z.array(HistoryFault).max(NAMED) };

const AtHand = z.object({
  subject: z.string(),
  stream: z.string(),
  number: Count,
  head: z.string(),
  broken: z.literal(true).optional(),
});

export const WalkShape = z.object({
  chains: z.object({ commits: Count, streams: Count, atHand: AtHand.optional() }),
  erased: Count,
  opened: Count.optional(),
});

export const Place = z.record(z.string(), z.string());

export const PartProgress = z.object({
  done: z.boolean(),
  after: Place.optional(),
  walk: WalkShape,
  /** How many commits are dated into each hour (`2026-11-21T07`). */
  hours: z.record(z.string(), Count),
  ...Faults,
});
export type PartProgress = z.infer<typeof PartProgress>;

export const DigestsProgress = z.object({
  done: z.boolean(),
  /** Name of the last one that was looked at. */
  after: z.string().optional(),
  /** What the next one has to say of the one before; absent where that one says nothing that can be trusted. */
  link: z.object({ to: Instant, hash: z.string() }).optional(),
  digests: Count,
  sealedUntil: Instant.optional(),
  ...Faults,
});
export type DigestsProgress = z.infer<typeof DigestsProgress>;

const noFaults = { faultCount: 0, faults: [] };

export const partAtTheStart: PartProgress = { done: false, walk: walkAtTheStart, hours: {}, ...noFaults };
export const digestsAtTheStart: DigestsProgress = { done: false, digests: 0, ...noFaults };

type WithFaults = { faultCount: number; faults: HistoryFault[] };

/** Counts some faults more, and names them where there is room. */
export const withFaults = <P extends WithFaults>(progress: P, found: readonly HistoryFault[]): P =>
  found.length === 0
    ? progress
    : {
        ...progress,
        faultCount: progress.faultCount + found.length,
        faults: [...progress.faults, ...found].slice(0, NAMED),
      };

export type ProgressParts = { blobs: Pick<BlobStore, 'read' | 'write' | 'remove' | 'list'> };
type Reading = { blobs: Pick<BlobStore, 'read'> };

const partKey = (verificationId: string, segment: number): string =>
  `${verificationWork(verificationId)}part-${segment}.json`;
const digestsKey = (verificationId: string): string => `${verificationWork(verificationId)}digests.json`;

const read = async <S extends z.ZodType>(
  { blobs }: Reading,
  key: string,
  shape: S,
): Promise<z.output<S> | undefined> => {
  const found = await blobs.read(key);
  return found && shape.parse(JSON.parse(Buffer.from(found.bytes).toString()));
};

const write = ({ blobs }: ProgressParts, key: string, progress: object): Promise<void> =>
  blobs.write(key, Buffer.from(JSON.stringify(progress)), 'application/json');

/** Undefined where nothing is written yet. */
export const readPart = (parts: Reading, id: string, segment: number): Promise<PartProgress | undefined> =>
  read(parts, partKey(id, segment), PartProgress);

export const readParts = async (parts: Reading, id: string, segments: number): Promise<PartProgress[]> => {
  const all = Array.from({ length: segments }, (_each, segment) => readPart(parts, id, segment));
  return (await Promise.all(all)).map((progress) => progress ?? partAtTheStart);
};

export const writePart = (parts: ProgressParts, id: string, segment: number, progress: PartProgress): Promise<void> =>
  write(parts, partKey(id, segment), progress);

export const readDigests = async (parts: Reading, id: string): Promise<DigestsProgress> =>
  (await read(parts, digestsKey(id), DigestsProgress)) ?? digestsAtTheStart;

export const writeDigests = (parts: ProgressParts, id: string, progress: DigestsProgress): Promise<void> =>
  write(parts, digestsKey(id), progress);

export const removeProgress = async ({ blobs }: ProgressParts, id: string): Promise<void> =>
  blobs.remove(await Array.fromAsync(blobs.list(verificationWork(id)), ({ key }) => key));

/**
 * SPEC N9, for ops: hands parked streams to their consumers again. The consumer's own group does it: this door may touch
 * neither rows nor the bus.
 */
import * as z from 'zod';
import { followContract } from '../../../../workflows/follow/contract.ts';
import { inLanes } from '../../../shared/parked/lanes.ts';
import { Consumer, type Parked } from '../../../shared/parked/ports.ts';
import { parse } from '../../../runtime/parse.ts';
import type { OpsParts } from '../../ports.ts';
import { parkedNow, Which } from './get-parked-stream.ts';
import { oldestOf } from './oldest.ts';

type Parts = Pick<OpsParts, 'parked' | 'runTask' | 'now'>;

const Some = z.object({ consumer: Consumer.nullish(), limit: z.int().min(1).max(100).nullish() });

const DEFAULT_LIMIT = 25;

/** No stream is begun with after these: whoever asked is answered within half a minute. */
const BEGINNING_MS = 5_000;

type Redriven = { streams: number; commits: number; stillParked: Parked[] };

const redriven = async ({ parked, runTask }: Parts, { consumer, subject, stream }: z.infer<typeof Which>) => {
  const { output } = followContract.Redrive;
  const { commits, left } = output.parse(await runTask(consumer, 'Redrive', { subject, stream }));
  const still = left ? await parked.get(consumer, { subject, stream }) : undefined;
  return { commits, stillParked: still ? [still] : [] };
};

/** Throws `NotFound`, `InvalidInput`. */
export const redriveStream =
  (parts: Parts) =>
  async (args: unknown): Promise<Redriven> => {
    const which = parse(Which, args);
    await parkedNow(parts, which);
    return { streams: 1, ...(await redriven(parts, which)) };
  };

/** Throws `InvalidInput`. */
export const redriveStreams =
  (parts: Parts) =>
  async (args: unknown): Promise<Redriven> => {
    const { consumer, limit } = parse(Some, args);
    const { items } = await oldestOf(parts, { consumer, limit: limit ?? DEFAULT_LIMIT });
    const until = Date.parse(parts.now()) + BEGINNING_MS;
    const sum: Redriven = { streams: 0, commits: 0, stillParked: [] };
    const one = async (which: Parked): Promise<void> => {
      const { commits, stillParked } = await redriven(parts, which);
      sum.streams += 1;
      sum.commits += commits;
      sum.stillParked.push(...stillParked);
    };
    await inLanes(items, one, () => Date.parse(parts.now()) <= until);
    return sum;
  };

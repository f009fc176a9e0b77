/** What a rebuild does with history that it cannot read: what is damaged is named and left out (SPEC C9). */
import type { Logger } from '@aws-lambda-powertools/logger';
import { streamType } from '../../events/core/commit.ts';
import { Corrupted, StreamErased, UnknownVersion } from '../../schemas/errors.ts';

export type SetAside = {
  /**
   * What `work` gives; undefined for what was erased, is damaged, or has a shape that this release does not know.
   * Whatever else fails, such as the storage, is the caller's.
   */
  reading: <T>(
    place: { subject: string; stream: string; number: number },
    work: () => Promise<T>,
  ) => Promise<T | undefined>;
  /** An item that is no commit. */
  damagedItem: (place: { subject: string; sk: string }) => void;
  /** Shapes that this release cannot fold. */
  refuse: (shapes: readonly string[]) => void;
  counts: () => { damaged: number; shapes: string[] };
};

/** More names than this help nobody. */
const NAMED = 100;

export const settingAside = (
  logger: Pick<Logger, 'error'>,
  before: { damaged: number; shapes: readonly string[] },
): SetAside => {
  let { damaged } = before;
  const shapes = new Set(before.shapes);
  const refuse = (more: readonly string[]): void => {
    for (const shape of more) if (shapes.size < NAMED) shapes.add(shape);
  };
  const report = (facts: Record<string, unknown>): void => {
    damaged += 1;
    logger.error('commit set aside', { failure: 'Corrupted', ...facts });
  };
  return {
    reading: async ({ subject, stream, number }, work) => {
      try {
        return await work();
      } catch (error) {
        if (error instanceof StreamErased) return undefined;
        if (error instanceof UnknownVersion)
          refuse([`${streamType(stream)} ${error.facts['type']}@${error.facts['version']}`]);
        else if (error instanceof Corrupted) report({ ...error.facts, subject, stream, number });
        else throw error;
        return undefined;
      }
    },
    damagedItem: report,
    refuse,
    counts: () => ({ damaged, shapes: [...shapes] }),
  };
};

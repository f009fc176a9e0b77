/** What building a part of a view is given, whichever way. */
import type { Segment } from '../../events/core/history-scan.ts';
import type { RebuildParts } from './ports.ts';
import type { BuildProgress } from './progress.ts';

export type Build = {
  segment: Segment;
  generation: number;
  progress: BuildProgress;
  save: (progress: BuildProgress) => Promise<void>;
  /** Whether it is time to hand over. */
  isTimeUp: () => boolean;
};

/** Two minutes less than a task's own limit on AWS, for what is still under way then. */
const BUDGET_MS = 600_000;

export const timer = ({ milliseconds, budget = BUDGET_MS }: RebuildParts): (() => boolean) => {
  const end = milliseconds() + budget;
  return () => milliseconds() >= end;
};

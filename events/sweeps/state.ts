import type { SweepEvent } from './events.ts';

/** Files of one day. */
export type SweepState = { removed: number; failed: number };

export const initial: SweepState = { removed: 0, failed: 0 };

export const evolve = ({ removed, failed }: SweepState, event: SweepEvent): SweepState => {
  switch (event.type) {
    case 'UploadsRemoved':
      return { removed: removed + event.uploads.length, failed };
    case 'UploadsNotRemoved':
      return { removed, failed: failed + event.uploads.length };
  }
};

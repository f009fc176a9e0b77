/** The holds that stand, and the ids of the newest ones that were released. */
import type * as z from 'zod';
import type { HoldPlaced, HoldsEvent } from './events.ts';

export type Hold = Omit<z.infer<typeof HoldPlaced>, 'type'> & { at: string };

export type HoldsState = {
  /** Oldest first. */
  open: Hold[];
  /** Newest last: a release that is repeated finds that it is done. */
  released: string[];
};

export const initial: HoldsState = { open: [], released: [] };

/** As many as may stand at once. */
const REMEMBERED = 20;

export const evolve = ({ open, released }: HoldsState, event: HoldsEvent, at: string): HoldsState => {
  switch (event.type) {
    case 'HoldPlaced': {
      const { type: _type, ...hold } = event;
      return { open: [...open, { ...hold, at }], released };
    }
    case 'HoldReleased':
      return {
        open: open.filter(({ holdId }) => holdId !== event.holdId),
        released: [...released, event.holdId].slice(-REMEMBERED),
      };
  }
};

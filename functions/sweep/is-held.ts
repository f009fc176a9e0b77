import type { EventStore } from '../../events/core/event-store.ts';
import { heldBy, holds, holdsStream } from '../../events/holds/index.ts';
import type { IsHeld } from './ports.ts';

/** One consistent read of the person's holds: what compliance asked for a moment ago counts. */
export const holdsIn =
  ({ store }: { store: Pick<EventStore, 'load'> }): IsHeld =>
  async (userId, sessionId) => {
    const { state } = await store.load(holds, holdsStream(userId), { consistent: true });
    return heldBy(state, sessionId === undefined ? { what: 'account' } : { what: 'session', sessionId }) !== undefined;
  };

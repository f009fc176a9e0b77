/** SPEC B2: a visitor's sessions hear that they are kept, or are not any more. */
import { streamType } from '../../../../events/core/commit.ts';
import {
  endKeeping,
  keepSession,
  session,
  sessionStream,
  whileReadable,
  type SessionEvent,
  type SessionState,
} from '../../../../events/session/index.ts';
import { NotFound, SessionExpired } from '../../../../schemas/errors.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';

type Parts = Pick<ApiParts, 'store' | 'newId'>;

/** What is deleted, erased or over stays so. */
const unlessOver = async (change: Promise<unknown>): Promise<void> => {
  try {
    await change;
  } catch (error) {
    if (!(error instanceof NotFound || error instanceof SessionExpired)) throw error;
  }
};

/** A repeat changes only what is not as it should be yet. Reads the visitor's whole partition: it happens once or twice. */
const changeAll =
  (decide: (state: SessionState) => SessionEvent[]) =>
  async ({ store, newId }: Parts, { userId, actor }: Principal): Promise<void> => {
    const correlation = newId();
    for (const stream of await store.streams(userId)) {
      if (streamType(stream) !== 'session') continue;
      const address = sessionStream(userId, stream.slice('session/'.length));
      const context = { commandId: newId(), actor, correlation };
      await unlessOver(store.execute(session, address, context, whileReadable(userId, decide)));
    }
  };

export const keepSessions = changeAll(keepSession);
export const endKeepingOfSessions = changeAll(endKeeping);

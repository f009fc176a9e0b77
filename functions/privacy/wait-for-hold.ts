/** SPEC N3: an erasure waits while compliance holds what it would take, and says so. */
import { heldBy, holds, holdsStream } from '../../events/holds/index.ts';
import { holdRequest, resumeRequest, type RequestState } from '../../events/privacy/index.ts';
import { NotFound } from '../../schemas/errors.ts';
import type { ErasureScope } from '../../schemas/privacy.ts';
import { onRequest, requestNow, type DecideOnRequest, type Which } from './on-request.ts';
import type { PrivacyParts } from './ports.ts';

type Parts = Pick<PrivacyParts, 'store' | 'newId'>;

/** The oldest hold that stands in the way, by a consistent read: what was placed a moment ago counts. */
const holdOn = async (
  { store }: Pick<PrivacyParts, 'store'>,
  subject: string,
  scope: ErasureScope,
): Promise<string | undefined> => {
  const { state } = await store.load(holds, holdsStream(subject), { consistent: true });
  return heldBy(state, scope);
};

/** Refuses an old read, in which it does not wait yet: the store then reads once more, consistently. */
const whileItWaits =
  (decide: DecideOnRequest): DecideOnRequest =>
  (state, at) => {
    if (state.status !== 'held') throw new NotFound('request');
    return decide(state, at);
  };

/**
 * Lets a request that waits go on, where no hold stands in its way any more; otherwise it names the one that does.
 * @param commandId of the release, so that a repeat of it resumes nothing more
 * @returns whether it went on
 */
export const resumeWhereFree = async (
  parts: Parts,
  which: Which,
  scope: ErasureScope,
  commandId?: string,
): Promise<boolean> => {
  const holdId = await holdOn(parts, which.subject, scope);
  const decide = whileItWaits(holdId ? holdRequest(holdId) : resumeRequest);
  try {
    const { repeated } = await onRequest(parts, which, decide, commandId);
    return !holdId && !repeated;
  } catch (error) {
    // somebody else resumed it, or it ended
    if (error instanceof NotFound) return false;
    throw error;
  }
};

const scopeToErase = (state: RequestState): ErasureScope | undefined =>
  state.status !== 'none' && !('endedAt' in state) && state.wish.kind === 'erasure' ? state.wish.scope : undefined;

/**
 * Whether an execution has to end here. What has ended is not held: it was erased before the hold came, and where a
 * restored copy of the tables brought it back, that is to be done again.
 */
export const waitForHold =
  (parts: Parts) =>
  async (which: Which): Promise<{ held: boolean }> => {
    const scope = scopeToErase(await requestNow(parts, which));
    const holdId = scope && (await holdOn(parts, which.subject, scope));
    if (!holdId) return { held: false };
    await onRequest(parts, which, holdRequest(holdId));
    // a hold that was released in between found nothing that waited, and nobody else would resume it
    await resumeWhereFree(parts, which, scope);
    return { held: true };
  };

/** Whether a request waits for a hold, as it stands now. */
export const isRequestHeld =
  (store: Parts['store']) =>
  async (which: Which): Promise<boolean> =>
    (await requestNow({ store }, which)).status === 'held';

/** How far the erasures of a person have come, for an export that must not hand out what is gone. */
import type { RequestState } from '../../events/privacy/index.ts';
import { requestsOf } from './on-request.ts';
import type { PrivacyParts } from './ports.ts';

type Asked = Exclude<RequestState, { status: 'none' }>;

/** Begun, and each step: they take one after the other, until they end. */
const progressOf = (request: Asked, since: string): number => {
  const { wish, status, steps, confirmedBy } = request;
  const ended = 'endedAt' in request ? request.endedAt : undefined;
  if (wish.kind !== 'erasure' || status === 'refused' || !confirmedBy) return 0;
  if (ended !== undefined && ended < since) return 0;
  // one that waits has taken nothing, unless it was under way before
  if (status === 'held' && steps.length === 0) return 0;
  return 1 + steps.length + (ended === undefined ? 0 : 1);
};

/**
 * A number that grows with every step of every erasure that was not over when the export was asked for. It grows no more
 * once they are over, so an export that waits for it to stand still comes to an end.
 */
export const erasuresSoFar = async (
  { store }: Pick<PrivacyParts, 'store'>,
  subject: string,
  since: string,
): Promise<number> => {
  let progress = 0;
  for await (const { state } of requestsOf({ store }, subject))
    if (state.status !== 'none') progress += progressOf(state, since);
  return progress;
};

/** Fail: the job gave up. The request says where, and administrators hear of it. */
import { failRequest, isDone, type RequestState } from '../../events/privacy/index.ts';
import { DataStore, FailureName, type PrivacyStep } from '../../schemas/privacy.ts';
import { onRequest, requestNow, type Which } from './on-request.ts';
import type { PrivacyParts } from './ports.ts';

/** The first step that is not done. An erasure has none for a store that had nothing from the beginning. */
const stepOf = (state: Exclude<RequestState, { status: 'none' }>): PrivacyStep => {
  const isEmpty = (store: PrivacyStep) => state.found?.some((each) => each.store === store && each.found === 0);
  const ofErasure: PrivacyStep[] = [...DataStore.options.filter((store) => !isEmpty(store)), 'verify'];
  const steps: PrivacyStep[] = state.wish.kind === 'export' ? ['collect', 'pack'] : ofErasure;
  return steps.find((step) => !isDone(state, step)) ?? steps.at(-1)!;
};

const machineOf = (state: RequestState): string =>
  state.status !== 'none' && state.wish.kind === 'export' ? 'export-data' : 'erase-data';

/**
 * Nobody is told of a request that waits for a hold: it is as it should be. Of one that has ended they are: what a
 * restore brought back is still there, or a receipt is not filed.
 */
export const fail =
  (parts: PrivacyParts) =>
  async ({ error, ...which }: Which & { error: string }): Promise<{ status: string }> => {
    const failure = FailureName.safeParse(error).data ?? 'Unknown';
    const state = await requestNow(parts, which);
    if (state.status === 'held') return { status: 'held' };
    const { status } =
      state.status === 'confirmed' ? (await onRequest(parts, which, failRequest(stepOf(state), failure))).state : state;
    await parts.notify({ operation: machineOf(state), failure, request: which.requestId, at: parts.now() });
    return { status };
  };

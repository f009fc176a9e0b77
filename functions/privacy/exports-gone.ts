/** An erasure takes the person's archives, which may hold what is to go: their requests say so, and no link is given. */
import { eraseExport, type RequestState } from '../../events/privacy/index.ts';
import { onRequest, requestsOf, type Which } from './on-request.ts';
import type { PrivacyParts } from './ports.ts';

/** Told by what was there before anything went: a step that is repeated takes nothing any more. */
const hadExports = (state: RequestState): boolean =>
  state.status !== 'none' &&
  [...(state.found ?? []), ...state.steps.map(({ step, found }) => ({ store: step, found }))].some(
    ({ store, found }) => store === 'exports' && found > 0,
  );

/** Reads the person's requests only where there was an archive. A repeat changes nothing. */
export const tellExportsGone = async (
  parts: Pick<PrivacyParts, 'store' | 'newId'>,
  { subject }: Which,
  erasure: RequestState,
): Promise<void> => {
  if (!hadExports(erasure)) return;
  for await (const { requestId, state } of requestsOf(parts, subject))
    if (state.status === 'exported') await onRequest(parts, { subject, requestId }, eraseExport);
};

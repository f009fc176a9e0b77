import { sortKey } from '../../../../events/core/commit.ts';
import { privacyStream, received, type EndedRequest, type OpenRequest } from '../../../../events/privacy/index.ts';
import { receiptOf } from '../../../privacy/receipt.ts';
import type { ApiParts } from '../../ports.ts';
import type { RequestNow } from './open-request.ts';
import { inWords } from './request-in-words.ts';

/** How far a long step has come: of as many things as the job found when it began. */
const progressOf = ({ advanced, found }: OpenRequest | EndedRequest) => {
  if (!advanced) return null;
  const { step, done } = advanced;
  return { step, done, of: found?.find(({ store }) => store === step)?.found ?? null };
};

const aboutErasure = (request: OpenRequest | EndedRequest) => {
  const scope = request.wish.kind === 'erasure' ? request.wish.scope : undefined;
  return {
    scope: scope?.what ?? null,
    sessionId: scope?.what === 'session' ? scope.sessionId : null,
    vehicleId: scope?.what === 'vehicle' ? scope.vehicleId : null,
    backupsUntil: request.status === 'erased' ? request.receipt.backupsUntil : null,
  };
};

/** What is null but in one state. */
const ofState = (request: OpenRequest | EndedRequest) => ({
  refused: request.status === 'refused' ? request.reason : null,
  holdId: request.status === 'held' ? request.holdId : null,
  failedStep: request.status === 'failed' ? request.step : null,
  failure: request.status === 'failed' ? request.error : null,
  endedAt: 'endedAt' in request ? request.endedAt : null,
  expiresAt: 'facts' in request ? request.facts.expiresAt : null,
});

/** A request as the API shows it, to the person and to compliance alike. Throws `NotFound` for one that nobody made. */
export const toPrivacyRequest = async (
  { signer }: Pick<ApiParts, 'signer'>,
  userId: string,
  { requestId, state, number }: RequestNow,
) => {
  const request = received(state);
  const { wish, via, status, receivedAt, dueAt, extension, steps } = request;
  return {
    id: requestId,
    userId,
    kind: wish.kind,
    ...aboutErasure(request),
    via,
    state: status,
    explanation: inWords(request),
    receivedAt,
    dueAt,
    extended: extension ?? null,
    ...ofState(request),
    steps,
    progress: progressOf(request),
    receipt: (await receiptOf({ signer })({ userId, requestId, state })) ?? null,
    position: sortKey(privacyStream(userId, requestId).stream, number),
  };
};

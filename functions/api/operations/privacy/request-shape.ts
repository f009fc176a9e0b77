import { sortKey } from '../../../../events/core/commit.ts';
import { privacyStream, received, type RequestState } from '../../../../events/privacy/index.ts';
import { inWords } from './request-in-words.ts';

/** A request as the API shows it, to the person and to compliance alike. Throws `NotFound` for one that nobody made. */
export const toPrivacyRequest = (
  userId: string,
  requestId: string,
  { state, number }: { state: RequestState; number: number },
) => {
  const request = received(state);
  const { wish, via, status, receivedAt, dueAt, extension } = request;
  const scope = wish.kind === 'erasure' ? wish.scope : undefined;
  return {
    id: requestId,
    kind: wish.kind,
    scope: scope?.what ?? null,
    sessionId: scope?.what === 'session' ? scope.sessionId : null,
    vehicleId: scope?.what === 'vehicle' ? scope.vehicleId : null,
    via,
    state: status,
    explanation: inWords(request),
    receivedAt,
    dueAt,
    extended: extension ?? null,
    refused: request.status === 'refused' ? request.reason : null,
    holdId: request.status === 'held' ? request.holdId : null,
    failedStep: request.status === 'failed' ? request.step : null,
    endedAt: 'endedAt' in request ? request.endedAt : null,
    expiresAt: 'facts' in request ? request.facts.expiresAt : null,
    backupsUntil: request.status === 'erased' ? request.receipt.backupsUntil : null,
    position: sortKey(privacyStream(userId, requestId).stream, number),
  };
};

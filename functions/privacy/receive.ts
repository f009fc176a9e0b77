/** Receive: whether a job may begin. */
import { confirmIdentity, openRequest, resumeRequest, type RequestState } from '../../events/privacy/index.ts';
import type { EraseDataInput } from '../../workflows/erase-data/contract.ts';
import { inTurn, onRequest, requestNow, type DecideOnRequest } from './on-request.ts';
import type { PrivacyParts } from './ports.ts';
import { fileReceipt } from './sign.ts';
import { tellReady } from './tell.ts';

type Restored = NonNullable<EraseDataInput['restored']>;

/**
 * What the ledger knows was under way goes on, however this copy of the tables has it. Where the request is not in it,
 * nobody can say any more how it was asked: an operator restored the copy, and vouches for the ledger (SPEC N15).
 */
const takenUpAgain =
  ({ scope }: Restored): DecideOnRequest =>
  (state, at) => {
    const wish = { kind: 'erasure' as const, scope };
    const opened = state.status === 'none' ? [openRequest({ wish, via: 'compliance' })] : [];
    return inTurn(...opened, confirmIdentity('operator'), resumeRequest)(state, at);
  };

/** What was refused is not erased, though it had begun once; what was erased is erased again. */
const mayGo = ({ status }: RequestState, restored: Restored | undefined): boolean =>
  status === 'confirmed' || (restored !== undefined && status === 'erased');

/**
 * A request that has ended does not go, but for what a restored copy brought back. Where the process died right after
 * its end, its receipt is filed now, and the person hears of their export. Throws `MailUnavailable`.
 */
export const receive =
  (parts: PrivacyParts) =>
  async ({ restored, ...which }: EraseDataInput): Promise<{ go: boolean }> => {
    const state = restored
      ? (await onRequest(parts, which, takenUpAgain(restored))).state
      : await requestNow(parts, which);
    await fileReceipt(parts, which, state);
    if (state.status === 'exported') await tellReady(parts)(which);
    return { go: mayGo(state, restored) };
  };

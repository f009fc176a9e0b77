import type { EventStore } from '../../events/core/event-store.ts';
import type { LastingSessions, RequestIndex, SessionListStore } from '../../events/projections/ports.ts';
import type { ChatTurnInput, Reply } from '../../workflows/chat-turn/contract.ts';
import type { RunDecodeVin } from '../../workflows/decode-vin/contract.ts';
import type { Mailer } from '../shared/mail/ports.ts';
import type { ReceiptFiles } from '../privacy/ports.ts';
import type { Signer } from '../runtime/signer.ts';
import type { Notify } from '../runtime/notify.ts';
import type { IsHeld } from '../sweep/ports.ts';
import type { BlobStore } from '../shared/uploads/ports.ts';
import type { UploadNotes } from '../shared/uploads/tickets.ts';
import type { Rates } from './rates.ts';

/** Runs the chat-turn state machine. Throws the named error that ended an execution before its turn was open. */
export type RunChatTurn = (input: ChatTurnInput) => Promise<Reply>;

/** Signed identities of visitors (SPEC A1, B1). */
export interface AnonymousTokens {
  /** A token for a visitor; `expiresAt` ISO 8601. */
  issue(visitor: { userId: string; sessionId: string }): Promise<{ token: string; expiresAt: string }>;
  /** Whose token this is; undefined for one that is malformed, tampered with, signed by somebody else or expired. */
  verify(token: string): Promise<{ userId: string; sessionId: string } | undefined>;
  /** The same of a token that may have ended: good for asking for a fresh one, and for nothing else. */
  recognize(token: string): Promise<{ userId: string; sessionId: string } | undefined>;
}

/** SPEC B6: how often somebody may do something. */
export interface RateLimits {
  /** Counts one more in this minute. Throws `RateLimited` above `limit`. @param key whose and what, nothing personal */
  spend(key: string, limit: number): Promise<void>;
}

export type { Notice, Notify } from '../runtime/notify.ts';

/** What the API's operations are given; time and identity of things come in here, never from inside. */
export type ApiParts = {
  store: EventStore;
  sessions: SessionListStore;
  chatTurn: RunChatTurn;
  decodeVin: RunDecodeVin;
  tokens: AnonymousTokens;
  /** Where files rest. */
  blobs: BlobStore;
  /** So that a sweep finds what nobody attaches. */
  uploadNotes: Pick<UploadNotes, 'note'>;
  /** For who wants to know what a retention would remove (SPEC N13). */
  lastingSessions: LastingSessions;
  isHeld: IsHeld;
  /** For who looks after what is due. */
  requests: Pick<RequestIndex, 'page'>;
  /** For showing a receipt again, which another function signed. */
  signer: Pick<Signer, 'keyId' | 'publicKey'>;
  receipts: Pick<ReceiptFiles, 'read'>;
  limits: RateLimits;
  mailer: Mailer;
  notify: Notify;
  rates: Rates;
  newId: () => string;
  /** A code of six digits that nobody can guess. */
  newCode: () => string;
  /** The current instant, ISO 8601. */
  now: () => string;
};

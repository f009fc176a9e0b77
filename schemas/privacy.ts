/**
 * The words of privacy requests and legal holds (SPEC A11, N2, N3, N14). A request outlives the person's data: every
 * word here is an id, a number or a code, so that nothing personal can get into one.
 */
import * as z from 'zod';
import { SessionId, VehicleId } from './values.ts';

export const RequestId = z.guid().transform((id) => id.toLowerCase());
export const HoldId = RequestId;

/** What is to be erased. */
export const ErasureScope = z.discriminatedUnion('what', [
  z.object({ what: z.literal('session'), sessionId: SessionId }),
  z.object({ what: z.literal('vehicle'), vehicleId: VehicleId }),
  z.object({ what: z.literal('vehicles') }),
  /** `signIn`: the identity that they sign in with goes as well, last of all. */
  z.object({ what: z.literal('account'), signIn: z.literal(true).optional() }),
]);
export type ErasureScope = z.infer<typeof ErasureScope>;

/** What a person asks for. */
export const PrivacyWish = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('export') }),
  z.object({ kind: z.literal('erasure'), scope: ErasureScope }),
]);
export type PrivacyWish = z.infer<typeof PrivacyWish>;

/** Where it was asked: `compliance` enters what came by letter or telephone, `retention` is Dixon itself. */
export const AskedVia = z.enum(['api', 'chat', 'compliance', 'retention']);
export type AskedVia = z.infer<typeof AskedVia>;

/**
 * How we know that it is them: a login, a verified email address, a visitor's token, or an operator who vouches for it.
 * `policy`: nobody asked; their time was over.
 */
export const IdentityProof = z.enum(['login', 'email', 'token', 'operator', 'policy']);
export type IdentityProof = z.infer<typeof IdentityProof>;

/** Art. 12(3) GDPR knows these two. */
export const ExtensionReason = z.enum(['complex', 'many-requests']);
export type ExtensionReason = z.infer<typeof ExtensionReason>;

/** Art. 12(2), 12(5), 15(4) and 17(3) GDPR. */
export const RefusalReason = z.enum([
  'identity-not-confirmed',
  'manifestly-unfounded',
  'excessive',
  'rights-of-others',
  'legal-obligation',
  'legal-claims',
]);
export type RefusalReason = z.infer<typeof RefusalReason>;

/** Where a person's data rests. A receipt tells of each. */
export const DataStore = z.enum(['keys', 'bodies', 'rows', 'uploads', 'exports', 'counters', 'outbox', 'sign-in']);
export type DataStore = z.infer<typeof DataStore>;

/** A step of a job: an erasure takes store by store and reads again, an export collects and packs; both tell the person. */
export const PrivacyStep = z.enum([...DataStore.options, 'verify', 'collect', 'pack', 'tell']);
export type PrivacyStep = z.infer<typeof PrivacyStep>;

/**
 * Why something is left: what began since belongs to a new account; a conversation that speaks of a vehicle is a thing
 * of its own, which its person can delete.
 */
export const LeftReason = z.enum(['begun-since', 'conversation']);
export type LeftReason = z.infer<typeof LeftReason>;

const Count = z.int().min(0);

export const Tally = z.object({ found: Count, removed: Count, left: Count });

/** How much of a person's data a store held when a job began. */
export const StoreCount = z.object({ store: DataStore, found: Count });

/** One store's line in a receipt. */
export const StoreTally = Tally.extend({ store: DataStore, reason: LeftReason.optional() });

/** The name of a failure, as logs have it; never its message. */
export const FailureName = z.string().regex(/^[A-Za-z][A-Za-z0-9.]{0,63}$/);

/** SHA-256, hex. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What is held: everything of the person, or one session. */
export const HoldScope = z.discriminatedUnion('what', [
  z.object({ what: z.literal('account') }),
  z.object({ what: z.literal('session'), sessionId: SessionId }),
]);
export type HoldScope = z.infer<typeof HoldScope>;

/** Free text of compliance: personal, since it tells of a dispute or a proceeding. */
export const HoldReason = z.string().trim().min(1).max(500);

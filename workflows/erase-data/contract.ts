/**
 * erase-data: what a person asked to have erased goes, in the order of `README.md`. A Standard workflow keeps its
 * history, so only ids, numbers and names of failures go in and out.
 */
import * as z from 'zod';
import { ErasureScope, RequestId, StoreCount, StoreTally } from '../../schemas/privacy.ts';
import { Instant, UserId } from '../../schemas/values.ts';
import type { Contract } from '../contract.ts';

const Count = z.int().min(0);

const which = { subject: UserId, requestId: RequestId };

/** An erasure that the ledger knows, and a restored copy of the tables may not (SPEC N15). */
const Restored = z.object({ scope: ErasureScope, at: Instant });

/** What an execution is started with. */
export const EraseDataInput = z.object({ ...which, restored: Restored.optional() });
export type EraseDataInput = z.infer<typeof EraseDataInput>;

const wish = {
  subject: UserId,
  /** The request: what a verifier names in place of what is gone. */ request: RequestId,
  /** When it was asked for. */ at: Instant,
};

/** What the redactor is to take: it opens nothing, so somebody else has looked up everything it needs. */
export const ErasureWork = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session'), ...wish, sessionId: z.string() }),
  /** Vehicles: the library was carried over under a fresh key; what stands below that commit goes. */
  z.object({
    kind: z.literal('garage'),
    ...wish,
    below: z.int().positive(),
    /** Sessions that go on speaking of it. */ conversations: Count,
  }),
  /** Everything. `last`: the commit that closed the account; what comes behind it is a new life. */
  z.object({ kind: z.literal('account'), ...wish, last: z.int().min(0), signIn: z.literal(true).optional() }),
]);
export type ErasureWork = z.infer<typeof ErasureWork>;

/** What a step took. */
const Removed = z.array(z.object({ store: StoreCount.shape.store, removed: Count }));
export type Removed = z.infer<typeof Removed>;

/** What reading everything again found, and why it is there. */
const Left = z.array(StoreTally.pick({ store: true, left: true, reason: true }));
export type Left = z.infer<typeof Left>;

const Done = z.object({});

/** What the books of requests are told, by the group `privacy`. */
export const eraseBooksContract = {
  /** `go`: false for a request that has ended, or was never confirmed. */
  Receive: { input: EraseDataInput, output: z.object({ go: z.boolean() }) },
  /** Held: the request waits, and says so. */
  CheckHold: { input: z.object(which), output: z.object({ held: z.boolean() }) },
  /** Writes to the person that it begins, where there is a verified address. */
  TellBeginning: { input: z.object(which), output: z.object({ told: z.boolean() }) },
  /** Ends what is to go for its person, enters the erasure in the ledger, and looks up what the redactor needs. */
  Begin: { input: EraseDataInput, output: ErasureWork },
  RecordFound: { input: z.object({ ...which, stores: z.array(StoreCount) }), output: Done },
  RecordRemoved: { input: z.object({ ...which, stores: Removed }), output: Done },
  RecordAdvance: { input: z.object({ ...which, removed: Count }), output: Done },
  /** Signs and files the receipt, and ends the request. */
  Complete: {
    input: z.object({ ...which, left: Left }),
    output: z.object({ status: z.literal('erased') }),
  },
  /** Nothing more is tried: a person has to act. `error`: the failure's name. */
  Fail: { input: z.object({ ...which, error: z.string().max(200) }), output: z.object({ status: z.string() }) },
} satisfies Contract;

/** What takes, by the group `erase`. Every task can be repeated. */
export const eraseContract = {
  /** Counts; takes nothing. */
  Survey: { input: ErasureWork, output: z.object({ stores: z.array(StoreCount) }) },
  ShredKeys: { input: ErasureWork, output: z.object({ stores: Removed }) },
  /** A part of the bodies, the rest another time: `more`. `removed`: of this part; `total`: with `before`. */
  RemoveBodies: {
    input: z.object({ work: ErasureWork, before: Count }),
    output: z.object({ total: Count, more: z.boolean(), stores: Removed }),
  },
  /** Rows, uploads, exports, counters, outbox. */
  RemoveRest: { input: ErasureWork, output: z.object({ stores: Removed }) },
  /**
   * Looks once more for what came meanwhile: `again`. Where nothing did, an account's own stream and the sign-in go
   * last. Throws `ConcurrentModification` after the fifth pass.
   */
  Finish: {
    input: z.object({ work: ErasureWork, pass: z.int().positive() }),
    output: z.object({ again: z.boolean(), pass: z.int().positive(), stores: Removed }),
  },
  /** Reads everything again: what is left, and why. */
  Verify: {
    input: ErasureWork,
    output: z.object({
      left: z.array(z.object({ store: StoreCount.shape.store, left: Count, reason: StoreTally.shape.reason })),
    }),
  },
} satisfies Contract;

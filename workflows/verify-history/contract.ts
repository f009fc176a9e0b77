/**
 * verify-history: every stream's chain and seals, and the digests against them. Ids and numbers go in and out; progress
 * rests in files below `work/`, so that it goes on where it was cut off.
 */
import * as z from 'zod';
import { VerificationId } from '../../schemas/audit.ts';
import { Segments } from '../../schemas/views.ts';
import type { Contract } from '../contract.ts';

const Count = z.int().min(0);
const which = { verificationId: VerificationId };

export const VerifyHistoryInput = z.object(which);
export type VerifyHistoryInput = z.infer<typeof VerifyHistoryInput>;

const part = z.object({ ...which, segment: Count, of: Segments });

/** By the group `verify`. A task hands over before its time is up (`done: false`) and is called again. */
export const verifyContract = {
  /** `go: false`: it has ended already. `digests`: whether they are held against the history too. */
  PlanVerification: {
    input: VerifyHistoryInput,
    output: z.object({ go: z.boolean(), digests: z.boolean(), parts: z.array(part) }),
  },
  /** Every stream of a part: numbers, links, headers, bodies, seals; what has no body was erased by a request. */
  VerifyPart: { input: part, output: z.object({ done: z.boolean() }) },
  /** The chain of digests, their signatures, and what they say of the history: heads, and commits of each hour. */
  VerifyDigests: { input: VerifyHistoryInput, output: z.object({ done: z.boolean() }) },
  ConcludeVerification: { input: VerifyHistoryInput, output: z.object({ faults: Count }) },
  FailVerification: {
    input: z.object({ ...which, error: z.string().max(200) }),
    output: z.object({ status: z.string() }),
  },
} satisfies Contract;

/** What announcements start for privacy requests, outside any state machine. Ids only. */
import * as z from 'zod';
import { UserId } from '../../schemas/values.ts';
import type { Contract } from '../contract.ts';

/** The commit that was announced. */
const commit = { subject: UserId, stream: z.string().min(1).max(100), number: z.int().positive() };

/** A commit of a stream that is nobody's. */
const ofSystem = { ...commit, subject: z.literal('system') };

/** By the group `privacy`. */
export const requestsContract = {
  /**
   * Makes a request of a fact by which somebody had something erased: `SessionDeleted`, `AccountClosed`,
   * `VehicleDeleted`, `GarageCleared`, `PrivacyWishConfirmed`. Its id is the commit's correlation. A repeat opens none.
   */
  OpenRequest: { input: z.object(commit), output: z.object({ opened: z.boolean() }) },
  /** A hold was released: whatever waited for it and waits for no other goes on. */
  ResumeHeld: { input: z.object(commit), output: z.object({ resumed: z.int().min(0) }) },
} satisfies Contract;

/** By the group `jobs`. */
export const jobsContract = {
  /** A request was confirmed or resumed: its state machine begins, once for each such commit. */
  StartJob: { input: z.object(commit), output: z.object({ started: z.boolean() }) },
  /** `VerificationBegun`, `RebuildBegun`: the same for what is nobody's. */
  StartVerification: { input: z.object(ofSystem), output: z.object({ started: z.boolean() }) },
  StartRebuild: { input: z.object(ofSystem), output: z.object({ started: z.boolean() }) },
} satisfies Contract;

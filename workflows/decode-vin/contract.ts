/** decode-vin: what each task takes and gives. README.md beside this file tells the story. */
import * as z from 'zod';
import { VinMethod, VinReadBy, VinSource } from '../../schemas/tools/vin-processor.ts';
import { CommandId, SessionId, TurnId, UploadId, UserId, VehicleId } from '../../schemas/values.ts';
import { VinText } from '../../schemas/vehicle.ts';
import { VinDetails } from '../../schemas/vin-details.ts';
import type { Contract } from '../contract.ts';

const Actor = z.object({ kind: z.enum(['person', 'operator', 'assistant', 'system']), id: z.string() });

/**
 * A VIN that was typed (`manual`: `vin`), or the picture of one (`uploadId`, of the session). What it says is recorded in
 * the session or, for a vehicle that came with a VIN, in the library.
 */
export const DecodeVinInput = z.object({
  userId: UserId,
  into: z.union([z.object({ sessionId: SessionId }), z.object({ vehicleId: VehicleId })]),
  commandId: CommandId,
  actor: Actor,
  /** The turn that asked for it; absent where the person did by the API. */
  turnId: TurnId.optional(),
  method: VinMethod,
  vin: z.string().max(40).optional(),
  uploadId: UploadId.optional(),
});
export type DecodeVinInput = z.infer<typeof DecodeVinInput>;

/** A VIN that keeps the rules of SPEC A7. */
export const ReadVin = z.object({ vin: VinText, readBy: VinReadBy });
export type ReadVin = z.infer<typeof ReadVin>;

export const Decoded = z.object({ details: VinDetails, source: VinSource, sourceVersion: z.string().max(60) });
export type Decoded = z.infer<typeof Decoded>;

export const VinRecorded = z.object({
  details: VinDetails,
  source: VinSource,
  sourceVersion: z.string(),
  readBy: VinReadBy,
  at: z.string(),
  /** Number of the commit of the session or the library that shows it. */
  number: z.number().int(),
});
export type VinRecorded = z.infer<typeof VinRecorded>;

/**
 * Runs the state machine.
 * @throws InvalidInput with what is wrong with the VIN or the picture, NotFound for one that no source knows
 */
export type RunDecodeVin = (input: DecodeVinInput) => Promise<VinRecorded>;

/** Served by the group `vin`: the internet, the pictures of the sessions, and no history. */
export const vinContract = {
  ReadVin: { input: DecodeVinInput, output: ReadVin },
  LookUpNhtsa: { input: z.object({ vin: VinText }), output: Decoded },
  LookUpOffline: { input: z.object({ vin: VinText }), output: Decoded },
} satisfies Contract;

/** Served by the group `turn`, which may append to a session. */
export const recordVinContract = {
  RecordVin: { input: z.object({ request: DecodeVinInput, read: ReadVin, decoded: Decoded }), output: VinRecorded },
} satisfies Contract;

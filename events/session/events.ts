/** What can happen in a chat session. Every field is `plain` or `personal`; personal ones never leave the seal. */
import * as z from 'zod';
import { Urgency } from '../../schemas/knowledge.ts';
import { personal, plain } from '../../schemas/personal.ts';
import { PrivacyWish, RequestId } from '../../schemas/privacy.ts';
import { VinMethod, VinReadBy, VinSource } from '../../schemas/tools/vin-processor.ts';
import { DiagnosticLevel, Instant, Preferences, TurnId, UploadId, VehicleId } from '../../schemas/values.ts';
import { VinText } from '../../schemas/vehicle.ts';
import { VinDetails } from '../../schemas/vin-details.ts';

const turn = { turnId: plain(TurnId) };

/** When it was said, where that was before the commit: in a conversation that was claimed from a visitor's partition. */
const earlier = { saidAt: plain(Instant.optional()) };

const toolCall = {
  ...turn,
  /** 1 for the first time the model asked for tools in this turn. */
  round: plain(z.number().int().positive()),
  toolUseId: plain(z.string()),
  tool: plain(z.string()),
  input: personal(z.record(z.string(), z.unknown())),
};

export const SessionStarted = z.object({
  type: z.literal('SessionStarted'),
  level: plain(DiagnosticLevel),
  vehicleId: plain(VehicleId.optional()),
  /** When it began, where it was claimed from a visitor's partition. */
  startedAt: plain(Instant.optional()),
});

export const DiagnosticLevelSelected = z.object({
  type: z.literal('DiagnosticLevelSelected'),
  level: plain(DiagnosticLevel),
});

export const TurnStarted = z.object({
  type: z.literal('TurnStarted'),
  ...turn,
  level: plain(DiagnosticLevel),
  /** Whether the assistant may see the vehicle in this turn (SPEC A3). */
  vehicleContext: plain(z.boolean()),
  message: personal(z.string()),
  ...earlier,
});

export const ToolReturned = z.object({
  type: z.literal('ToolReturned'),
  ...toolCall,
  result: personal(z.record(z.string(), z.unknown())),
});

export const ToolFailed = z.object({
  type: z.literal('ToolFailed'),
  ...toolCall,
  /** The failure's name: `States.Timeout`, `ToolNotAllowed`, `InvalidInput` … */
  error: plain(z.string()),
});

export const Cause = z.object({
  fault: personal(z.string()),
  name: personal(z.string()),
  system: personal(z.string()),
  confidence: personal(z.number()),
  urgency: personal(Urgency),
});
export type Cause = z.infer<typeof Cause>;

export const DiagnosisMade = z.object({
  type: z.literal('DiagnosisMade'),
  ...turn,
  causes: z.array(Cause).min(1),
  parts: z.array(personal(z.string())),
});

/** Parts were chosen or looked up with the driver (SPEC A3 `parts_discussed`). */
export const PartsDiscussed = z.object({
  type: z.literal('PartsDiscussed'),
  ...turn,
  parts: z.array(personal(z.string())).min(1),
});

/** A price was given (SPEC A3 `cost_estimates_provided`). US dollars. */
export const CostEstimated = z.object({
  type: z.literal('CostEstimated'),
  ...turn,
  /** Id of the fault or job. */
  work: personal(z.string()),
  low: personal(z.number()),
  high: personal(z.number()),
});

/** A VIN was read and decoded (SPEC A7). The only fact by which a VIN counts as processed. */
export const VinDecoded = z.object({
  type: z.literal('VinDecoded'),
  /** The turn in which the assistant asked for it; absent where the person did by the API. */
  turnId: plain(TurnId.optional()),
  vin: personal(VinText),
  details: personal(VinDetails),
  method: plain(VinMethod),
  readBy: plain(VinReadBy),
  source: plain(VinSource),
  sourceVersion: plain(z.string()),
});

/** A file was sent, and its content is what its type says (SPEC B3). */
export const FileAttached = z.object({
  type: z.literal('FileAttached'),
  uploadId: plain(UploadId),
  contentType: plain(z.string()),
  /** Bytes. */
  size: plain(z.number().int().positive()),
  name: personal(z.string().min(1).max(120)),
});

export const FileRemoved = z.object({ type: z.literal('FileRemoved'), uploadId: plain(UploadId) });

/** What the model saw when it answered (SPEC N7). */
export const Saw = z.object({
  model: plain(z.string()),
  prompt: plain(z.string()),
  tools: z.array(plain(z.string())),
  /** First and last commit number of the window of messages. */
  window: z.tuple([plain(z.number().int()), plain(z.number().int())]),
  /** First 8 bytes of the SHA-256 of each tool result, hex, in order. */
  results: z.array(plain(z.string())),
  /** Where VIN data came from, in a turn that used some. */
  vinSource: plain(VinSource.optional()),
});

export const TurnAnswered = z.object({
  type: z.literal('TurnAnswered'),
  ...turn,
  text: personal(z.string()),
  saw: Saw,
  usage: z.object({ inputTokens: plain(z.number().int()), outputTokens: plain(z.number().int()) }),
  ...earlier,
});

export const TurnFailed = z.object({
  type: z.literal('TurnFailed'),
  ...turn,
  /** The failure's name, from `ErrorEquals`; `TurnAbandoned` where nobody came back to close it. */
  error: plain(z.string()),
  ...earlier,
});

/** SPEC B5: the person wished it in the conversation, and the answer asks them to confirm it. */
export const PrivacyWishHeard = z.object({ type: z.literal('PrivacyWishHeard'), wish: plain(PrivacyWish) });

/** Their next message confirmed it. The announcement of this fact opens the request of that id. */
export const PrivacyWishConfirmed = z.object({
  type: z.literal('PrivacyWishConfirmed'),
  requestId: plain(RequestId),
  wish: plain(PrivacyWish),
});

export const SessionTitled = z.object({
  type: z.literal('SessionTitled'),
  title: personal(z.string().min(1).max(200)),
  by: plain(z.enum(['system', 'person'])),
});

/** The session got a vehicle of the person's library. */
export const VehicleSelected = z.object({
  type: z.literal('VehicleSelected'),
  vehicleId: plain(VehicleId),
  /** The vehicle is that of the VIN which the session decoded, saved to the library. */
  saved: plain(z.literal(true).optional()),
});

/** The session forgot its vehicle and VIN (SPEC A3, A11). */
export const VehicleDataCleared = z.object({ type: z.literal('VehicleDataCleared') });

export const PreferencesSelected = z.object({
  type: z.literal('PreferencesSelected'),
  preferences: plain(Preferences),
});

/** SPEC C4: a name for programs beside the title. */
export const HandleChosen = z.object({ type: z.literal('HandleChosen'), handle: personal(z.string()) });

/** SPEC C3: all tags and fields as they are from now on. */
export const SessionAnnotated = z.object({
  type: z.literal('SessionAnnotated'),
  tags: personal(z.array(z.string())),
  customFields: personal(z.record(z.string(), z.string())),
});

export const SessionArchived = z.object({ type: z.literal('SessionArchived') });
export const SessionReopened = z.object({ type: z.literal('SessionReopened') });

/** SPEC B2: a visitor's session comes out of the hour: they consented, and verified an email address. */
export const SessionKept = z.object({ type: z.literal('SessionKept') });

/** The visitor withdrew their consent: the hour counts again. */
export const SessionKeepingEnded = z.object({ type: z.literal('SessionKeepingEnded') });

/** Gone for the person from now on; its erasure follows. */
export const SessionDeleted = z.object({ type: z.literal('SessionDeleted') });

export const SessionEvent = z.discriminatedUnion('type', [
  SessionStarted,
  VehicleSelected,
  VehicleDataCleared,
  PreferencesSelected,
  HandleChosen,
  SessionAnnotated,
  SessionArchived,
  SessionReopened,
  SessionKept,
  SessionKeepingEnded,
  SessionDeleted,
  DiagnosticLevelSelected,
  TurnStarted,
  ToolReturned,
  ToolFailed,
  DiagnosisMade,
  PartsDiscussed,
  CostEstimated,
  VinDecoded,
  FileAttached,
  FileRemoved,
  TurnAnswered,
  TurnFailed,
  PrivacyWishHeard,
  PrivacyWishConfirmed,
  SessionTitled,
]);
export type SessionEvent = z.infer<typeof SessionEvent>;

/** None yet: every event is still at version 1. */
export const sessionUpcasters = {};

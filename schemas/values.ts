/** The small values that every folder speaks of: who, which session, how deep, when. */
import * as z from 'zod';

/** A person with a library and a history: `user-<cognito sub>`. */
export const RegisteredUserId = z.string().regex(/^user-[A-Za-z0-9][A-Za-z0-9-]{0,63}$/);

/** A visitor for an hour: `anon-session-<uuid>`. */
export const AnonymousUserId = z
  .string()
  .regex(/^anon-session-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

export const UserId = z.union([RegisteredUserId, AnonymousUserId]);
export type UserId = z.infer<typeof UserId>;

export const isAnonymous = (userId: string): boolean => userId.startsWith('anon-session-');

export const SessionId = z.guid().transform((id) => id.toLowerCase());
export const TurnId = z.guid();
export const VehicleId = z.guid();
export const UploadId = z.guid();

/** Chosen by the client so that a repeated request finds its first outcome. */
export const CommandId = z.string().regex(/^[A-Za-z0-9._:/-]{8,100}$/);

/** ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it; sorts as text. */
export const Instant = z.iso.datetime({ precision: 3 });

/** RFC 5321 lets an address have 254 characters at most. */
export const EmailAddress = z.string().trim().max(254).pipe(z.email());

/** What a person wants to be called. */
export const PersonName = z.string().trim().min(1).max(100);

/** SPEC A5: how much the assistant may see and which tools it has. */
export const DiagnosticLevel = z.enum(['quick', 'vehicle', 'precision']);
export type DiagnosticLevel = z.infer<typeof DiagnosticLevel>;

/** SPEC A5: the accuracy that each level is reported with. */
export const accuracyOf: Record<DiagnosticLevel, string> = { quick: '65%', vehicle: '80%', precision: '95%' };

/** SPEC A9. */
export const Preferences = z.object({
  partsPreference: z.enum(['oem', 'equivalent', 'budget']),
  costDisplay: z.enum(['detailed', 'summary']),
});
export type Preferences = z.infer<typeof Preferences>;

/** The longest message a person can send, in UTF-16 code units (what `String.length` counts). */
export const MAX_MESSAGE_LENGTH = 4000;

export const Message = z
  .string()
  .refine((text) => text.trim().length > 0, 'Write a message first: it is empty.')
  .refine((text) => text.length <= MAX_MESSAGE_LENGTH, `Shorten the message to ${MAX_MESSAGE_LENGTH} characters.`);

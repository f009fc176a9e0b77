/**
 * What can happen with a visitor's id (SPEC B1: every generation and validation is an audit event).
 *
 * The stream is the visitor's own, so that no two visitors write to one stream and it lives no longer than they do. A
 * token that did not hold says so in the stream of the id that was given in its place.
 */
import * as z from 'zod';
import { plain } from '../../schemas/personal.ts';

export const SessionIdGenerated = z.object({
  type: z.literal('SessionIdGenerated'),
  /** How many ids were tried until one was free; 1 but for a collision. */
  tries: plain(z.number().int().min(1)),
});

export const SessionIdValidated = z.object({
  type: z.literal('SessionIdValidated'),
  /** `tampered`: malformed, changed, expired or signed by somebody else. `ended`: good, of a visitor who is gone. */
  outcome: plain(z.enum(['valid', 'missing', 'tampered', 'ended'])),
});

export const SessionIdEvent = z.discriminatedUnion('type', [SessionIdGenerated, SessionIdValidated]);
export type SessionIdEvent = z.infer<typeof SessionIdEvent>;
export type RefusedBecause = Exclude<z.infer<typeof SessionIdValidated>['outcome'], 'valid'>;

/** None yet: every event is still at version 1. */
export const sessionIdUpcasters = {};

/** The words that an auditor may search with: ids as the ledger has them, nobody's, or a person's own. */
import * as z from 'zod';
import { UserId } from '../../../../schemas/values.ts';

/** A person, or Dixon itself. */
export const Subject = z.union([UserId, z.literal('system')]);

/** `garage`, `session/<id>`. */
export const Stream = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9/_-]{0,99}$/);

/** Of a turn or a job; where a client chose it, as it may choose a command's. */
export const Correlation = z.string().regex(/^[A-Za-z0-9._:/-]{1,100}$/);

/** A person, a machine, a model with its version. */
export const ActorName = z.string().regex(/^[\x21-\x7e]{1,200}$/);

export const EventType = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/);

/** Any way to write an instant that names its zone, as the ledger has it. */
export const Moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  // years beyond 9999 are written with more digits, and sort elsewhere
  .refine((instant) => instant.length === 24, 'it must be an instant of this era.');

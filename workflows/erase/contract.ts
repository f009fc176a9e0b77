/** Erasing: what the announcements of a wish start. Ids go in, numbers come out, so that a history of it may be kept. */
import * as z from 'zod';
import { Instant, UserId } from '../../schemas/values.ts';
import type { Contract } from '../contract.ts';

const wish = {
  subject: UserId,
  /** The id of the event that asked for it: what a verifier names in place of what is gone. */
  request: z.string().min(1).max(200),
  /** When it was asked for. */
  at: Instant,
};

const Tally = z.object({ found: z.number().int().nonnegative(), removed: z.number().int().nonnegative() });
export type Tally = z.infer<typeof Tally>;

/** Per store, what was there and what went; a repeat finds nothing. The receipt will be made of it (SPEC N2). */
export const Erased = z.object({ keys: Tally, bodies: Tally, rows: Tally, uploads: Tally });
export type Erased = z.infer<typeof Erased>;

export const eraseContract = {
  /** One stream of a person. */
  EraseStream: { input: z.object({ ...wish, stream: z.string().min(1).max(100) }), output: Erased },
  /** Everything of a person. `number`: the commit of the account stream that closed it. */
  EraseSubject: { input: z.object({ ...wish, number: z.number().int().positive() }), output: Erased },
} satisfies Contract;

/**
 * Every stored field says whether it is about a person.
 *
 * A VIN, a message, a title or a diagnosis is `personal`: it may rest only inside a sealed body. An id, a number, a
 * level is `plain`. `test/events/classification.test.ts` fails on a field that says neither.
 */
import type * as z from 'zod';

export const personal = <T extends z.ZodType>(schema: T): T => schema.meta({ personal: true });
export const plain = <T extends z.ZodType>(schema: T): T => schema.meta({ personal: false });

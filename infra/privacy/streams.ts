/**
 * Every kind of stream there is, as the data map has them. A folder in `events/` that is missing there fails
 * `test/docs/privacy.test.ts`; one that is there needs its purposes in `purposes.ts` before it compiles.
 */
import type * as z from 'zod';
import type { streams } from '../../events/streams.ts';

export { streams } from '../../events/streams.ts';

export type StreamName = keyof typeof streams;

/** The events of a stream, as its schema reads them. */
export type EventOf<S extends StreamName> = z.output<(typeof streams)[S]['events']>;

/**
 * Every kind of stream there is, by its folder in `events/`. A folder that is missing here fails
 * `test/docs/privacy.test.ts`; one that is here needs its purposes in `purposes.ts` before it compiles.
 */
import type * as z from 'zod';
import { account } from '../../events/account/index.ts';
import { garage } from '../../events/garage/index.ts';
import { holds } from '../../events/holds/index.ts';
import { privacy } from '../../events/privacy/index.ts';
import { sessionId } from '../../events/session-ids/index.ts';
import { session } from '../../events/session/index.ts';
import { sweeps } from '../../events/sweeps/index.ts';

export const streams = { session, account, garage, 'session-ids': sessionId, privacy, holds, sweeps };

export type StreamName = keyof typeof streams;

/** The events of a stream, as its schema reads them. */
export type EventOf<S extends StreamName> = z.output<(typeof streams)[S]['events']>;

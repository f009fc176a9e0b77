import * as z from 'zod';
import { readable, session, sessionStream } from '../../../../events/session/index.ts';
import { InvalidInput } from '../../../../schemas/errors.ts';
import { SessionId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';

const Arguments = z.object({ sessionId: z.string() });

/**
 * Whether somebody may hear of a session's turns: asked once, when they subscribe. The steps themselves come from the
 * turn, so there is nothing to answer. Throws `NotFound` for what is not there or not theirs, `SessionExpired`.
 */
export const onTurnProgress =
  ({ store, now }: ApiParts) =>
  async (args: unknown, { userId }: Principal): Promise<null> => {
    const given = parse(Arguments, args).sessionId;
    const { sessionId } = parse(z.object({ sessionId: SessionId }), { sessionId: given });
    // AppSync compares the argument, letter by letter, with the id in a step: another spelling would hear nothing
    if (sessionId !== given)
      throw new InvalidInput('Send the sessionId as it was given to you, in lower case.', { field: 'sessionId' });
    const { state } = await store.load(session, sessionStream(userId, sessionId), { consistent: true });
    readable(userId, state, now());
    return null;
  };

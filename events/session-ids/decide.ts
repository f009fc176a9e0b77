import { AlreadyExists } from '../../schemas/errors.ts';
import type { RefusedBecause, SessionIdEvent } from './events.ts';
import type { SessionIdState } from './state.ts';

/**
 * Gives an id away, perhaps in place of one that did not hold. Throws `AlreadyExists` for an id that was given before:
 * the append's own condition sees to it that no two visitors ever get the same one.
 */
export const generateSessionId =
  (tries: number, inPlaceOf?: RefusedBecause) =>
  (state: SessionIdState): SessionIdEvent[] => {
    if (state.status === 'given') throw new AlreadyExists('session id');
    const generated: SessionIdEvent = { type: 'SessionIdGenerated', tries };
    return inPlaceOf ? [{ type: 'SessionIdValidated', outcome: inPlaceOf }, generated] : [generated];
  };

/** Every attempt counts: a repeat is another attempt. */
export const validateSessionId = (): SessionIdEvent[] => [{ type: 'SessionIdValidated', outcome: 'valid' }];

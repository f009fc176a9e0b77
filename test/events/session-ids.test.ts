import { describe, test } from 'vitest';
import {
  generateSessionId,
  sessionId,
  validateSessionId,
  type SessionIdEvent,
} from '../../events/session-ids/index.ts';
import { story } from '../support/given.ts';

const { given } = story(sessionId);
const generated: SessionIdEvent = { type: 'SessionIdGenerated', tries: 1 };
const validated: SessionIdEvent = { type: 'SessionIdValidated', outcome: 'valid' };

describe('a session id', () => {
  test('that was never anybody’s is given away, with how many tries that took', () =>
    given().when(generateSessionId(2)).then({ type: 'SessionIdGenerated', tries: 2 }));

  test('given in place of one that did not hold says so first', () =>
    given()
      .when(generateSessionId(1, 'tampered'))
      .then({ type: 'SessionIdValidated', outcome: 'tampered' }, generated));

  test('is never given twice', () => given(generated).when(generateSessionId(1)).thenRefused('AlreadyExists'));

  test('that replaced another is not given again either', () =>
    given({ type: 'SessionIdValidated', outcome: 'missing' }, generated)
      .when(generateSessionId(1))
      .thenRefused('AlreadyExists'));

  test('is on record each time it is shown', () => given(generated, validated).when(validateSessionId).then(validated));
});

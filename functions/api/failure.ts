/** What a caller hears of what an operation threw. */
import { DixonError, isErrorName, SYSTEM_ERROR, SYSTEM_ERROR_SENTENCE } from '../../schemas/errors.ts';

/** What an operation threw, carried through the resolver as a value: it would turn a thrown one into a result. */
export class Thrown {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

export const isClientError = (error: unknown): error is DixonError =>
  error instanceof DixonError && isErrorName(error.name);

/** An error for the caller: one of the closed set as it is, anything else as SPEC B7 says, without a word of its own. */
export const forCaller = (error: unknown): Error => (isClientError(error) ? error : new Error(SYSTEM_ERROR_SENTENCE));

/** The same for AppSync, which keeps no name of a thrown error (`infra/aws/resolver.js`). */
export const asData = (error: unknown) => ({
  error: isClientError(error)
    ? { code: error.name, message: error.message, recoverable: error.recoverable }
    : { code: SYSTEM_ERROR, message: SYSTEM_ERROR_SENTENCE, recoverable: true },
});

import { NotFound } from '../../schemas/errors.ts';
import type { AuditEvent } from './events.ts';
import type { AuditState } from './state.ts';

type Fact<T extends AuditEvent['type']> = Omit<Extract<AuditEvent, { type: T }>, 'type'>;

/** A repeat begins none. */
export const beginVerification =
  (how: Fact<'VerificationBegun'>) =>
  (state: AuditState): AuditEvent[] =>
    state.status === 'none' ? [{ type: 'VerificationBegun', ...how }] : [];

const unlessEnded = (state: AuditState, event: AuditEvent): AuditEvent[] => {
  if (state.status === 'none' || state.status === 'bundled') throw new NotFound('verification');
  return state.status === 'verifying' ? [event] : [];
};

/** The first outcome counts. Throws `NotFound` for one that never began. */
export const endVerification =
  (outcome: Fact<'VerificationEnded'>) =>
  (state: AuditState): AuditEvent[] =>
    unlessEnded(state, { type: 'VerificationEnded', ...outcome });

/** Throws `NotFound` for one that never began. */
export const failVerification =
  (error: string) =>
  (state: AuditState): AuditEvent[] =>
    unlessEnded(state, { type: 'VerificationFailed', error });

/** A repeat hands out the same bundle, and records no other. */
export const recordBundle =
  (bundle: Fact<'BundleMade'>) =>
  (state: AuditState): AuditEvent[] =>
    state.status === 'none' ? [{ type: 'BundleMade', ...bundle }] : [];

/** One stream, of nobody, for each verification of everything and each audit bundle: that it was done is a fact as well. */
import type { StreamModel } from '../core/decider.ts';
import { AuditEvent, auditUpcasters } from './events.ts';
import { evolve, initial, type AuditState } from './state.ts';

export const audits: StreamModel<AuditState, AuditEvent> = {
  type: 'audits',
  initial,
  evolve,
  events: AuditEvent,
  upcasters: auditUpcasters,
  fold: 1,
};

/** @param id of the verification or the bundle */
export const auditStream = (id: string) => ({ subject: 'system', stream: `${audits.type}/${id}` });

export * from './decide.ts';
export { AuditEvent } from './events.ts';
export type { AuditState } from './state.ts';

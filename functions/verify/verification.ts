/** The facts of a verification, and what its tasks do to them. */
import { audits, auditStream, type AuditEvent, type AuditState } from '../../events/audits/index.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import { NotFound } from '../../schemas/errors.ts';

export type Verification = Exclude<AuditState, { status: 'none' | 'bundled' }>;

/** Throws `NotFound` for one that nobody began. */
export const begun = (state: AuditState): Verification => {
  if (state.status !== 'none' && state.status !== 'bundled') return state;
  throw new NotFound(
    'verification',
    {},
    'There is no verification with this id. Check the id, or start one with startVerification.',
  );
};

/** As every acknowledged commit left it. Throws `NotFound`. */
export const verificationNow = async (
  { store }: { store: Pick<EventStore, 'load'> },
  verificationId: string,
): Promise<Verification> => begun((await store.load(audits, auditStream(verificationId), { consistent: true })).state);

/** A fact that a task appends. */
export const onVerification = async (
  { store }: { store: EventStore },
  verificationId: string,
  task: string,
  decide: (state: AuditState) => AuditEvent[],
): Promise<Verification> => {
  const context = {
    commandId: `${verificationId}/${task}`,
    actor: { kind: 'system' as const, id: 'verify-history' },
    correlation: verificationId,
  };
  const { state } = await store.execute(audits, auditStream(verificationId), context, decide);
  return begun(state);
};

import type * as z from 'zod';
import type { AuditEvent, BundleMade, VerificationEnded } from './events.ts';

type Said<E extends z.ZodType<{ type: string }>> = Omit<z.infer<E>, 'type'>;

type Begun = { startedAt: string; segments: number; digests: boolean };

export type AuditState =
  | { status: 'none' }
  | ({ status: 'verifying' } & Begun)
  | ({ status: 'verified'; endedAt: string; outcome: Said<typeof VerificationEnded> } & Begun)
  | ({ status: 'failed'; endedAt: string; error: string } & Begun)
  | ({ status: 'bundled'; at: string } & Said<typeof BundleMade>);

export const initial: AuditState = { status: 'none' };

const begunOf = (state: AuditState): Begun | undefined =>
  'startedAt' in state ? { startedAt: state.startedAt, segments: state.segments, digests: state.digests } : undefined;

export const evolve = (state: AuditState, event: AuditEvent, at: string): AuditState => {
  const begun = begunOf(state);
  switch (event.type) {
    case 'VerificationBegun':
      return { status: 'verifying', startedAt: at, segments: event.segments, digests: event.digests };
    case 'VerificationEnded': {
      const { type: _type, ...outcome } = event;
      return begun ? { status: 'verified', ...begun, endedAt: at, outcome } : state;
    }
    case 'VerificationFailed':
      return begun ? { status: 'failed', ...begun, endedAt: at, error: event.error } : state;
    case 'BundleMade': {
      const { type: _type, ...bundle } = event;
      return { status: 'bundled', at, ...bundle };
    }
  }
};

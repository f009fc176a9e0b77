/** A request's folded state: small, since it has as many steps as a job has. */
import type * as z from 'zod';
import type {
  AskedVia,
  ExtensionReason,
  IdentityProof,
  PrivacyStep,
  PrivacyWish,
  RefusalReason,
  StoreCount,
  Tally,
} from '../../schemas/privacy.ts';
import type { ErasureCompleted, ExportCompleted, PrivacyEvent } from './events.ts';

export type DoneStep = { step: PrivacyStep } & z.infer<typeof Tally>;
export type ExportFacts = Omit<z.infer<typeof ExportCompleted>, 'type'>;
export type ReceiptFacts = Omit<z.infer<typeof ErasureCompleted>, 'type'>;

/** What is true of a request whatever became of it. */
export type Asked = {
  wish: PrivacyWish;
  via: AskedVia;
  receivedAt: string;
  dueAt: string;
  extension?: ExtensionReason;
  confirmedBy?: IdentityProof;
  /** In the order in which they were done. */
  steps: DoneStep[];
  /** By store, before anything was taken. */
  found?: z.infer<typeof StoreCount>[];
  /** How far a long step has come. */
  advanced?: { step: PrivacyStep; done: number };
  /** How far erasures had come when they overtook an export, until it is complete; `again`: it has to collect again. */
  overtaken?: { erasures: number; again: boolean };
};

/** Somebody still has to do something. */
export type OpenRequest = Asked &
  (
    | { status: 'received' | 'confirmed' }
    | { status: 'held'; holdId: string }
    | { status: 'failed'; step: PrivacyStep; error: string }
  );

export type EndedRequest = Asked & { endedAt: string } & (
    | { status: 'refused'; reason: RefusalReason }
    | { status: 'exported' | 'expired'; facts: ExportFacts }
    | { status: 'erased'; receipt: ReceiptFacts }
  );

export type RequestState = { status: 'none' } | OpenRequest | EndedRequest;

export const initial: RequestState = { status: 'none' };

/** Without what belongs to one status alone. */
const askedOf = (state: Asked): Asked => {
  const { wish, via, receivedAt, dueAt, extension, confirmedBy, steps, found, advanced, overtaken } = state;
  return {
    wish,
    via,
    receivedAt,
    dueAt,
    ...(extension === undefined ? {} : { extension }),
    ...(confirmedBy === undefined ? {} : { confirmedBy }),
    steps,
    ...(found === undefined ? {} : { found }),
    ...(advanced === undefined ? {} : { advanced }),
    ...(overtaken === undefined ? {} : { overtaken }),
  };
};

export const evolve = (state: RequestState, event: PrivacyEvent, at: string): RequestState => {
  if (event.type === 'RequestReceived') {
    const { wish, via, dueAt } = event;
    return { status: 'received', wish, via, receivedAt: at, dueAt, steps: [] };
  }
  if (state.status === 'none') return state;
  const asked = askedOf(state);
  switch (event.type) {
    case 'IdentityConfirmed':
      return state.status === 'received'
        ? { ...asked, status: 'confirmed', confirmedBy: event.by }
        : { ...state, confirmedBy: event.by };
    case 'RequestExtended':
      return { ...state, dueAt: event.dueAt, extension: event.reason };
    case 'RequestRefused':
      return { ...asked, status: 'refused', reason: event.reason, endedAt: at };
    case 'RequestHeld':
      return { ...asked, status: 'held', holdId: event.holdId };
    case 'RequestResumed':
      return { ...asked, status: asked.confirmedBy ? 'confirmed' : 'received' };
    case 'DataFound':
      return { ...state, found: event.stores };
    case 'StepAdvanced':
      return { ...state, advanced: { step: event.step, done: event.done } };
    case 'ExportOvertaken':
      return { ...state, overtaken: { erasures: event.erasures, again: true } };
    case 'ExportCollectedAgain':
      return state.overtaken ? { ...state, overtaken: { ...state.overtaken, again: false } } : state;
    case 'StepDone': {
      const { advanced: _over, ...rest } = state;
      return { ...rest, steps: [...state.steps, { step: event.step, ...event.tally }] };
    }
    case 'RequestFailed':
      return { ...asked, status: 'failed', step: event.step, error: event.error };
    case 'ExportCompleted': {
      const { type: _type, ...facts } = event;
      const { overtaken: _over, ...complete } = asked;
      return { ...complete, status: 'exported', endedAt: at, facts };
    }
    case 'ExportErased':
      return state.status === 'exported' ? { ...state, status: 'expired' } : state;
    case 'ErasureCompleted': {
      const { type: _type, ...receipt } = event;
      return { ...asked, status: 'erased', endedAt: at, receipt };
    }
  }
};

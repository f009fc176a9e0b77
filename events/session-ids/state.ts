import type { SessionIdEvent } from './events.ts';

export type SessionIdState = { status: 'free' | 'given'; /** How often the id was found good. */ validations: number };

export const initial: SessionIdState = { status: 'free', validations: 0 };

export const evolve = (state: SessionIdState, event: SessionIdEvent): SessionIdState => {
  switch (event.type) {
    case 'SessionIdGenerated':
      return { ...state, status: 'given' };
    case 'SessionIdValidated':
      return event.outcome === 'valid' ? { ...state, validations: state.validations + 1 } : state;
  }
};

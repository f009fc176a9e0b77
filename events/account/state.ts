/** An account's folded state. It rests in every commit's body: what a person did not do takes no room in it. */
import type { Purpose } from '../../schemas/consent.ts';
import type { AccountEvent } from './events.ts';

/** How many codes an hour a person may ask for; the state remembers as many instants. */
export const CODES_AN_HOUR = 5;

/** Wrong tries after which a code is of no use any more (SPEC B2). */
export const TRIES = 5;

export type GivenConsent = { version: string; at: string };

export type PendingCode = {
  email: string;
  hash: string;
  salt: string;
  expiresAt: string;
  /** Wrong ones so far. */
  tries: number;
};

export type Opened = {
  status: 'open';
  kind: 'registered' | 'anonymous';
  createdAt: string;
  retentionDays: 30 | 90 | -1;
  name?: string;
  /** Verified. */
  email?: string;
  /** When this address was verified first. */
  emailSince?: string;
  code?: PendingCode;
  /** When the newest codes were sent, oldest first. */
  codesSentAt?: string[];
  /** The newest code never reached the mail. */
  unsent?: true;
  consents?: Partial<Record<Purpose, GivenConsent>>;
  /** Consents that were given or simply there, and taken back. */
  withdrawn?: Partial<Record<Purpose, true>>;
  /** The person asked for it; a withdrawn consent restricts as well (`isRestricted`). */
  restricted?: true;
};
export type AccountState =
  | {
      status: 'none';
      /** Closed, and what it held is not erased yet; the erasure takes this mark with it. */
      erasing?: true;
    }
  | Opened;

export const initial: AccountState = { status: 'none' };

/** SPEC A11: nothing is removed before the person asks for it. */
const DEFAULT_RETENTION_DAYS = -1;

const without = <K extends keyof Opened>(state: Opened, ...gone: K[]): Omit<Opened, K> =>
  Object.fromEntries(Object.entries(state).filter(([key]) => !gone.includes(key as K))) as Omit<Opened, K>;

const giveConsent = (
  state: Opened,
  { purpose, version }: AccountEvent & { type: 'ConsentGiven' },
  at: string,
): Opened => {
  const { [purpose]: _gone, ...withdrawn } = state.withdrawn ?? {};
  return {
    ...without(state, 'withdrawn'),
    consents: { ...state.consents, [purpose]: { version, at } },
    ...(Object.keys(withdrawn).length > 0 ? { withdrawn } : {}),
  };
};

const withdrawConsent = (state: Opened, purpose: Purpose): Opened => {
  const { [purpose]: _gone, ...consents } = state.consents ?? {};
  return {
    ...without(state, 'consents'),
    ...(Object.keys(consents).length > 0 ? { consents } : {}),
    withdrawn: { ...state.withdrawn, [purpose]: true },
  };
};

const sendCode = (state: Opened, sent: AccountEvent & { type: 'EmailCodeSent' }, at: string): Opened => {
  const { email, codeHash: hash, salt, expiresAt } = sent;
  return {
    ...without(state, 'unsent'),
    code: { email, hash, salt, expiresAt, tries: 0 },
    codesSentAt: [...(state.codesSentAt ?? []), at].slice(-CODES_AN_HOUR),
  };
};

const refuseCode = (state: Opened): Opened => {
  const { code } = state;
  if (!code) return state;
  const tries = code.tries + 1;
  return tries < TRIES ? { ...state, code: { ...code, tries } } : without(state, 'code');
};

export const evolve = (state: AccountState, event: AccountEvent, at: string): AccountState => {
  if (event.type === 'AccountOpened')
    return { status: 'open', kind: event.kind, createdAt: at, retentionDays: DEFAULT_RETENTION_DAYS };
  if (event.type === 'AccountClosed') return { status: 'none', erasing: true };
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'RetentionChosen':
      return { ...state, retentionDays: event.days };
    case 'ConsentGiven':
      return giveConsent(state, event, at);
    case 'ConsentWithdrawn':
      return withdrawConsent(state, event.purpose);
    case 'EmailCodeSent':
      return sendCode(state, event, at);
    case 'EmailCodeUnsent':
      return { ...without(state, 'code'), codesSentAt: state.codesSentAt?.slice(0, -1) ?? [], unsent: true };
    case 'EmailCodeRefused':
      return refuseCode(state);
    case 'EmailVerified': {
      const emailSince = event.email === state.email ? (state.emailSince ?? at) : at;
      return { ...without(state, 'code'), email: event.email, emailSince };
    }
    case 'ProcessingRestricted':
      return { ...state, restricted: true };
    case 'RestrictionLifted':
      return without(state, 'restricted');
    case 'ProfileRectified':
      return event.name === undefined ? without(state, 'name') : { ...state, name: event.name };
  }
};

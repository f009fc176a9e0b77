/** SPEC B5: consent is given to a text, withdrawn at any time, and has consequences. */
import type * as z from 'zod';
import type { Purpose } from '../../schemas/consent.ts';
import { opened } from './decide.ts';
import type { AccountEvent, ConsentGiven } from './events.ts';
import type { AccountState } from './state.ts';

/** The same version again is no news; a newer one is. */
export const giveConsent =
  (consent: Omit<z.infer<typeof ConsentGiven>, 'type'>) =>
  (state: AccountState): AccountEvent[] =>
    opened(state).consents?.[consent.purpose]?.version === consent.version
      ? []
      : [{ type: 'ConsentGiven', ...consent }];

/**
 * Of a person who signed in, data is kept from the start: they can say no without ever having said yes. A visitor who
 * never consented has nothing to take back.
 */
export const withdrawConsent =
  (purpose: Purpose) =>
  (state: AccountState): AccountEvent[] => {
    const { kind, consents, withdrawn } = opened(state);
    if (withdrawn?.[purpose]) return [];
    if (kind === 'anonymous' && !consents?.[purpose]) return [];
    return [{ type: 'ConsentWithdrawn', purpose }];
  };

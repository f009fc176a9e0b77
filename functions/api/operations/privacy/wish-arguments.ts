import * as z from 'zod';
import { InvalidInput } from '../../../../schemas/errors.ts';
import type { ErasureScope } from '../../../../schemas/privacy.ts';
import { CommandId, isAnonymous, SessionId, VehicleId } from '../../../../schemas/values.ts';

/** What is to be erased, as the API is told. */
export const ScopeArguments = z.object({
  scope: z.enum(['session', 'vehicle', 'vehicles', 'account']),
  sessionId: SessionId.nullish(),
  vehicleId: VehicleId.nullish(),
  commandId: CommandId.nullish(),
});

const missing = (field: string): InvalidInput => new InvalidInput(`Say which: send ${field}.`, { field });

/**
 * With an account goes the sign-in of whoever has one. Throws `InvalidInput` where it is not said which session or
 * vehicle.
 */
export const scopeOf = (
  userId: string,
  { scope, sessionId, vehicleId }: z.infer<typeof ScopeArguments>,
): ErasureScope => {
  switch (scope) {
    case 'session':
      if (!sessionId) throw missing('sessionId');
      return { what: 'session', sessionId };
    case 'vehicle':
      if (!vehicleId) throw missing('vehicleId');
      return { what: 'vehicle', vehicleId };
    case 'vehicles':
      return { what: 'vehicles' };
    case 'account':
      return isAnonymous(userId) ? { what: 'account' } : { what: 'account', signIn: true };
  }
};

import type { ApiParts } from '../../ports.ts';
import type { Asked } from '../../principal.ts';
import { giveIdentity } from './give-identity.ts';

/** SPEC B1 `generateSession`: a new visitor. Throws `RateLimited`, `AlreadyExists`. */
export const generateSession =
  (parts: ApiParts) =>
  async (_args: unknown, { source }: Asked) => {
    await parts.limits.spend(`${source}#session-ids`, parts.rates.sessionIds);
    return { ...(await giveIdentity(parts)), valid: true, message: null };
  };

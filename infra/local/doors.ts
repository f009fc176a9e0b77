/** What people reach on one machine: the API, the turns that it begins, and who says who they are. */
import { randomUUID } from 'node:crypto';
import { createAnonymousTokens } from '../../functions/adapters/anonymous-tokens.ts';
import { api } from '../../functions/api/handler.ts';
import { RATES } from '../../functions/api/rates.ts';
import { authorizer } from '../../functions/authorizer/handler.ts';
import { sixDigits } from '../../functions/mail/code.ts';
import { relay } from '../../functions/relay/handler.ts';
import type { LocalGroups } from './groups.ts';
import type { RuntimeOptions } from './options.ts';
import { noticesOf, outboxOf } from './messages.ts';
import type { Storage } from './parts.ts';
import { signingKeysIn } from './signing-key-file.ts';
import { createLocalChatTurn, createLocalDecodeVin } from './state-machine.ts';

type DoorsOptions = RuntimeOptions & { storage: Storage; groups: LocalGroups; now: () => string };

export const doorsOf = ({ storage, groups, now, ...options }: DoorsOptions) => {
  const { dataDir, logger } = options;
  const decodeVin = createLocalDecodeVin(groups, options);
  const chatTurn = createLocalChatTurn({ ...groups, relay: relay({ decodeVin }, logger) }, options);
  const tokens = createAnonymousTokens({ keys: signingKeysIn(dataDir), now });
  const parts = {
    ...storage,
    chatTurn,
    decodeVin,
    tokens,
    mailer: outboxOf({ ...options, now }),
    rates: { ...RATES, ...options.limits },
    notify: noticesOf(options),
    newId: randomUUID,
    newCode: sixDigits,
    now,
  };
  return {
    api: api(parts, logger),
    authorizer: authorizer({ visitors: (token) => tokens.verify(token) }, logger),
    chatTurn,
  };
};

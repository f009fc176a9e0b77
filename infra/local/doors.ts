/** What people reach on one machine: the API, the turns that it begins, and who says who they are. */
import { randomUUID } from 'node:crypto';
import { createAnonymousTokens } from '../../functions/adapters/anonymous-tokens.ts';
import { api, type ApiHandler } from '../../functions/api/handler.ts';
import { doorOf, type DoorName } from '../../functions/api/doors.ts';
import { audit } from '../../functions/audit/handler.ts';
import { ops } from '../../functions/ops/handler.ts';
import { RATES } from '../../functions/api/rates.ts';
import { authorizer } from '../../functions/authorizer/handler.ts';
import { sixDigits } from '../../functions/shared/mail/code.ts';
import type { RunTask } from '../../functions/shared/parked/ports.ts';
import { relay } from '../../functions/relay/handler.ts';
import type { LocalGroups } from './groups.ts';
import { invoke } from './lambda.ts';
import type { RuntimeOptions } from './options.ts';
import { noticesOf, outboxOf } from './messages.ts';
import type { Storage } from './parts.ts';
import { signingKeysIn } from './signing-key-file.ts';
import { createLocalChatTurn, createLocalDecodeVin } from './state-machine.ts';

/** AppSync sends each field to its function; here one handler stands for all of them. */
const everyDoor =
  (byName: Readonly<Record<DoorName, ApiHandler>>): ApiHandler =>
  (event, context) => {
    const field = (event as { info?: { fieldName?: unknown } } | null)?.info?.fieldName;
    return byName[typeof field === 'string' ? doorOf(field) : 'api'](event, context);
  };

type DoorsOptions = RuntimeOptions & { storage: Storage; groups: LocalGroups; now: () => string };

export const doorsOf = ({ storage, groups, now, ...options }: DoorsOptions) => {
  const { dataDir, logger } = options;
  const decodeVin = createLocalDecodeVin(groups, options);
  const chatTurn = createLocalChatTurn({ ...groups, relay: relay({ decodeVin }, logger) }, options);
  const tokens = createAnonymousTokens({ keys: signingKeysIn(dataDir), now });
  const runTask: RunTask = (group, task, input) => invoke(group, groups[group], { task, input });
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
    runTask,
    now,
  };
  const byName: Record<DoorName, ApiHandler> = {
    api: api(parts, logger),
    audit: audit(parts, logger),
    ops: ops(parts, logger),
  };
  return {
    api: everyDoor(byName),
    authorizer: authorizer({ visitors: (token) => tokens.verify(token) }, logger),
    chatTurn,
  };
};

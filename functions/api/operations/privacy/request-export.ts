import * as z from 'zod';
import { CommandId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { askFor } from './open-request.ts';
import { proofOf } from './proof.ts';
import { toPrivacyRequest } from './request-shape.ts';

const Arguments = z.object({ commandId: CommandId.nullish() });

/** SPEC A11: asks for everything as one archive. While one is being made, it is that one. */
export const requestExport = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const { commandId } = parse(Arguments, args);
  const asking = { commandId: commandId ?? undefined, confirmedBy: proofOf(principal, parts.now()) };
  return toPrivacyRequest(parts, principal.userId, await askFor(parts, principal, { kind: 'export' }, asking));
};

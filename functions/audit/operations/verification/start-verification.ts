import * as z from 'zod';
import { audits, auditStream, beginVerification } from '../../../../events/audits/index.ts';
import { AlreadyExists } from '../../../../schemas/errors.ts';
import { CommandId } from '../../../../schemas/values.ts';
import { Segments } from '../../../../schemas/views.ts';
import type { Principal } from '../../../api/principal.ts';
import { madeId } from '../../../runtime/made-id.ts';
import { parse } from '../../../runtime/parse.ts';
import { verificationNow } from '../../../verify/verification.ts';
import type { AuditParts } from '../../ports.ts';
import { toVerification } from './verification-shape.ts';

const Arguments = z.object({
  digests: z
    .boolean()
    .nullish()
    .transform((given) => given ?? true),
  segments: Segments.nullish().transform((given) => given ?? 4),
  commandId: CommandId.nullish(),
});

/**
 * Appends that it has begun, and nothing else: a rule starts the state machine. A repeat is the same verification.
 * Throws `AlreadyExists` for the command id of another wish.
 */
export const startVerification =
  (parts: Pick<AuditParts, 'store' | 'newId' | 'blobs' | 'scan'>) =>
  async (args: unknown, { userId, actor }: Principal) => {
    const { digests, segments, commandId: given } = parse(Arguments, args);
    const commandId = given ?? parts.newId();
    const verificationId = madeId(userId, commandId);
    const context = { commandId, actor, correlation: verificationId };
    const wish = beginVerification({ digests, segments });
    const { state } = await parts.store.execute(audits, auditStream(verificationId), context, wish);
    if (state.status === 'none' || state.status === 'bundled') throw new AlreadyExists('command');
    // a repeat is told how it stands now, and not as it stood when it began
    return toVerification(parts, verificationId, await verificationNow(parts, verificationId));
  };

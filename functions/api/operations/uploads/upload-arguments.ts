import * as z from 'zod';
import { CommandId, SessionId, UploadId } from '../../../../schemas/values.ts';

export const OfSession = z.object({ sessionId: SessionId });

/** As `requestUpload` gave it, whatever case somebody wrote it in. */
export const OfUpload = OfSession.extend({ uploadId: UploadId.transform((id) => id.toLowerCase()) });

export const Command = z.object({ commandId: CommandId.nullish() });

/** Ids that a repeated request makes again: the same person with the same command id gets the same new session. */
import { madeId } from '../runtime/made-id.ts';

export const idOfCommand = (userId: string, commandId: string): string => madeId(userId, commandId);

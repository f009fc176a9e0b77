/** The files of a visitor's conversation: they lie where the visitor's erasure would take them, and come along. */
import { session, sessionStream } from '../../../../events/session/index.ts';
import { StreamErased } from '../../../../schemas/errors.ts';
import { uploadKey } from '../../../shared/uploads/keys.ts';
import type { ApiParts } from '../../ports.ts';

type Claim = { visitor: string; userId: string; sessionId: string };

/** What the copied conversation still holds; undefined where it was deleted and erased since. */
const filesOf = async ({ store }: Pick<ApiParts, 'store'>, { userId, sessionId }: Claim) => {
  try {
    const { state } = await store.load(session, sessionStream(userId, sessionId), { consistent: true });
    return 'files' in state ? state.files : undefined;
  } catch (error) {
    if (error instanceof StreamErased) return undefined;
    throw error;
  }
};

/** Once the conversation is copied, and before the visitor's account closes. A repeat copies the same again. */
export const copyFiles = async (parts: Pick<ApiParts, 'store' | 'blobs'>, claim: Claim): Promise<void> => {
  const { visitor, userId, sessionId } = claim;
  for (const { id } of (await filesOf(parts, claim)) ?? [])
    await parts.blobs.copy(uploadKey(visitor, sessionId, id), uploadKey(userId, sessionId, id));
};

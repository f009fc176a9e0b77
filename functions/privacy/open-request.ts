/** OpenRequest: whatever somebody had erased becomes a request, which ends in a receipt. */
import { eventId, type Actor, type Commit } from '../../events/core/commit.ts';
import { confirmIdentity, openRequest, privacy, privacyStream } from '../../events/privacy/index.ts';
import { StorageUnavailable } from '../../schemas/errors.ts';
import type { AskedVia, IdentityProof } from '../../schemas/privacy.ts';
import { isAnonymous } from '../../schemas/values.ts';
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { requestsContract } from '../../workflows/requests/contract.ts';
import { inTurn, type DecideOnRequest } from './on-request.ts';
import type { PrivacyParts } from './ports.ts';
import { wishIn, type FoundWish } from './wish-in.ts';

type Announced = InputOf<typeof requestsContract, 'OpenRequest'>;

/** The commit that was announced. Throws `StorageUnavailable` where this read is older than the announcement. */
const commitOf = async ({ store }: Pick<PrivacyParts, 'store'>, announced: Announced): Promise<Commit> => {
  const [commit] = await store.older(announced, { below: announced.number + 1, limit: 1 });
  if (commit?.number !== announced.number) throw new StorageUnavailable('events');
  return commit;
};

/** How it was asked, and how we know that it was them: whoever appended the fact had shown who they are. */
const askedBy = (subject: string, { kind }: Actor): { via: AskedVia; by: IdentityProof } => {
  if (kind === 'system') return { via: 'retention', by: 'policy' };
  if (kind === 'operator') return { via: 'api', by: 'operator' };
  return { via: 'api', by: isAnonymous(subject) ? 'token' : 'login' };
};

/** Nothing where the request is there already: the fact may be its own job's, and say less than was asked for. */
const openOnce =
  ({ wish, chat }: FoundWish, { subject, actor }: Commit): DecideOnRequest =>
  (state, at) => {
    const { via, by } = chat ? { via: 'chat' as const, by: 'email' as const } : askedBy(subject, actor);
    return state.status === 'none' ? inTurn(openRequest({ wish, via }), confirmIdentity(by))(state, at) : [];
  };

/** A commit that says nothing of the kind, or that was erased itself, opens none. */
export const openRequestOf =
  (parts: Pick<PrivacyParts, 'store'>) =>
  async (announced: Announced): Promise<OutputOf<typeof requestsContract, 'OpenRequest'>> => {
    const commit = await commitOf(parts, announced);
    const found = await wishIn(parts.store, commit);
    if (!found) return { opened: false };
    const { subject, actor, stream, number } = commit;
    const causation = eventId(stream, number, 0);
    const context = { commandId: `open/${causation}`, actor, correlation: found.requestId, causation };
    const address = privacyStream(subject, found.requestId);
    const { events, repeated } = await parts.store.execute(privacy, address, context, openOnce(found, commit));
    return { opened: events.length > 0 && !repeated };
  };

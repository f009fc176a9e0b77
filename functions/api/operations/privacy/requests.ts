/** Somebody's privacy requests (SPEC N14), shown to them and to compliance. */
import * as z from 'zod';
import { privacy, privacyStream, requestIdIn } from '../../../../events/privacy/index.ts';
import { UserId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { toPrivacyRequest } from './request-shape.ts';

type Parts = Pick<ApiParts, 'store'>;

const Whose = z.object({ userId: UserId });

/** One query finds them, one more for each tells how it stands. Newest first. */
const requestsOf = async ({ store }: Parts, userId: string) => {
  const ids = (await store.streams(userId, privacy.type)).map(requestIdIn);
  const shown = await Promise.all(
    ids.map(async (id) =>
      toPrivacyRequest(userId, id, await store.load(privacy, privacyStream(userId, id), { consistent: true })),
    ),
  );
  return shown.toSorted((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1));
};

/** The caller's own. */
export const getPrivacyRequests =
  (parts: Parts) =>
  async (_args: unknown, { userId }: Principal) =>
    requestsOf(parts, userId);

/** For compliance. Nobody is told from somebody without requests. */
export const listPrivacyRequests = (parts: Parts) => async (args: unknown) =>
  requestsOf(parts, parse(Whose, args).userId);

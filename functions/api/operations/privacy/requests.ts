/** Somebody's privacy requests (SPEC N14), shown to them and to compliance. */
import * as z from 'zod';
import { UserId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { requestsNow } from './open-request.ts';
import { toPrivacyRequest } from './request-shape.ts';

type Parts = Pick<ApiParts, 'store' | 'signer'>;

const Whose = z.object({ userId: UserId });

/** Newest first. */
const requestsOf = async (parts: Parts, userId: string) => {
  const requests = await requestsNow(parts, userId);
  const shown = await Promise.all(requests.map((request) => toPrivacyRequest(parts, userId, request)));
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

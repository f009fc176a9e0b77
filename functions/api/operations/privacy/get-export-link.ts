/** Where somebody fetches the archive that they asked for (SPEC A11). */
import * as z from 'zod';
import {
  privacy,
  privacyStream,
  received,
  type EndedRequest,
  type OpenRequest,
} from '../../../../events/privacy/index.ts';
import { InvalidInput, NotFound } from '../../../../schemas/errors.ts';
import { RequestId } from '../../../../schemas/privacy.ts';
import { archiveKey } from '../../../shared/exports/keys.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';

/** An archive is large, and fetched from another device perhaps. */
const LINK_SECONDS = 86_400;

const Arguments = z.object({ requestId: RequestId });

const notThere = (status: string, sentence: string): NotFound => new NotFound('export', { status }, sentence);

/** Why there is nothing to fetch, and what to do. */
const refusalOf = (request: OpenRequest | EndedRequest): NotFound => {
  switch (request.status) {
    case 'received':
      return notThere('received', 'Confirm first that this request is yours (confirmPrivacyRequest).');
    case 'confirmed':
    case 'held':
      return notThere('confirmed', 'This export is still being made. Ask again in a few minutes.');
    case 'failed':
      return notThere('failed', 'Something went wrong with this export, and a person looks after it. Ask again later.');
    case 'refused':
      return notThere('refused', 'This request was refused. getPrivacyRequests says why, and what you can do.');
    case 'exported':
    case 'expired':
    case 'erased':
      return notThere('expired', 'The time to fetch this export is over. Ask for a new one with requestExport.');
  }
};

/**
 * An address for whoever has it: for 24 hours, and no longer than the archive is there. Throws `NotFound` for what is
 * not the caller's and for an export that is not there (yet, or any more), `InvalidInput` for another request.
 */
export const getExportLink =
  ({ store, blobs, now }: ApiParts) =>
  async (args: unknown, { userId }: Principal) => {
    const { requestId } = parse(Arguments, args);
    const { state } = await store.load(privacy, privacyStream(userId, requestId), { consistent: true });
    const request = received(state);
    if (request.wish.kind !== 'export')
      throw new InvalidInput('This request asks for an erasure. Take the id of an export.', { field: 'requestId' });
    if (request.status !== 'exported') throw refusalOf(request);
    const { expiresAt } = request.facts;
    const left = Math.floor((Date.parse(expiresAt) - Date.parse(now())) / 1_000);
    if (left < 1) throw refusalOf(request);
    const name = `dixon-export-${request.receivedAt.slice(0, 'YYYY-MM-DD'.length)}.zip`;
    const key = archiveKey(userId, requestId);
    return blobs.presignGet({ key, name, seconds: Math.min(left, LINK_SECONDS) });
  };

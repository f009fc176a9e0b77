/** SPEC N4 `createAuditBundle`: a person's history as a zip that proves itself, and where it is fetched. */
import * as z from 'zod';
import { audits, auditStream, recordBundle, type AuditState } from '../../../../events/audits/index.ts';
import { AlreadyExists, InvalidInput, NotFound } from '../../../../schemas/errors.ts';
import { CommandId, Instant, UserId } from '../../../../schemas/values.ts';
import type { Principal } from '../../../api/principal.ts';
import { bundleKey } from '../../../shared/bundle/keys.ts';
import { makeBundle } from '../../../shared/bundle/make.ts';
import type { Wish } from '../../../shared/bundle/ports.ts';
import { madeId } from '../../../runtime/made-id.ts';
import { parse } from '../../../runtime/parse.ts';
import type { AuditParts } from '../../ports.ts';

/** A bundle is handed on, to be looked at another day perhaps. */
const LINK_SECONDS = 86_400;

const Arguments = z.object({
  subject: UserId,
  from: Instant.nullish(),
  to: Instant.nullish(),
  commandId: CommandId.nullish(),
});

type Bundled = Extract<AuditState, { status: 'bundled' }>;

const wishIn = ({ subject, from, to }: z.output<typeof Arguments>): Wish => {
  if (from && to && from > to) throw new InvalidInput('Check from and to: the range ends before it begins.');
  return { subject, ...(from ? { from } : {}), ...(to ? { to } : {}) };
};

const gone = () =>
  new NotFound('bundle', {}, 'This bundle is not kept any more. Ask for a new one, with another commandId or none.');

/** The bucket removes bundles after some days; that there was one stays on record. */
const toAuditBundle = async ({ blobs }: AuditParts, { bundleId, subject, file, entries, sha256, at }: Bundled) => {
  const key = bundleKey(bundleId, file);
  const found = await blobs.head(key);
  if (!found) throw gone();
  const name = `dixon-audit-bundle-${at.slice(0, 'YYYY-MM-DD'.length)}.zip`;
  const { url, expiresAt } = await blobs.presignGet({ key, name, seconds: LINK_SECONDS });
  return { bundleId, subject, entries, bytes: found.size, sha256, url, expiresAt };
};

const bundled = (state: AuditState, { subject, from, to }: Wish): Bundled => {
  const isThis = state.status === 'bundled' && state.subject === subject && state.from === from && state.to === to;
  if (!isThis) throw new AlreadyExists('command');
  return state;
};

/**
 * A repeat with the same `commandId` answers with the same bundle and a fresh link. Repeats at the same time each make a
 * file; the history names the one that counts, and the bucket removes the others.
 * Throws `NotFound` for no commits in range and for a bundle that is gone, `QuotaExceeded`, `InvalidInput`, and
 * `AlreadyExists` for the command id of another bundle.
 */
export const createAuditBundle = (parts: AuditParts) => async (args: unknown, principal: Principal) => {
  const { commandId: given, ...asked } = parse(Arguments, args);
  const wish = wishIn(asked);
  const commandId = given ?? parts.newId();
  const bundleId = madeId('audit bundle', principal.userId, commandId);
  const { state } = await parts.store.load(audits, auditStream(bundleId), { consistent: true });
  if (state.status !== 'none') return toAuditBundle(parts, bundled(state, wish));

  const file = parts.newId();
  const { entries, sha256 } = await makeBundle(parts)({ bundleId, madeAt: parts.now(), wish }, file);
  const context = { commandId, actor: principal.actor, correlation: bundleId };
  // recorded before anybody has a link to it
  const made = recordBundle({ bundleId, ...wish, file, entries, sha256 });
  const recorded = await parts.store.execute(audits, auditStream(bundleId), context, made);
  return toAuditBundle(parts, bundled(recorded.state, wish));
};

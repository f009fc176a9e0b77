/** SPEC N6: an auditor opens the seal of one commit. That they did is a fact before they see anything. */
import * as z from 'zod';
import { access, accessStream, recordReading } from '../../../../events/access/index.ts';
import { sortKey, streamType, type Commit } from '../../../../events/core/commit.ts';
import { modelOf, unknownShapes } from '../../../../events/streams.ts';
import { AccessReason } from '../../../../schemas/audit.ts';
import { AlreadyExists, NotFound, UnknownVersion } from '../../../../schemas/errors.ts';
import { CommandId } from '../../../../schemas/values.ts';
import { toLedgerCommit } from '../../../api/ledger-commit.ts';
import type { Principal } from '../../../api/principal.ts';
import { parse } from '../../../runtime/parse.ts';
import type { AuditParts } from '../../ports.ts';
import { Stream, Subject } from './words.ts';

type Parts = Pick<AuditParts, 'store' | 'log' | 'newId'>;

const Arguments = z.object({
  subject: Subject,
  stream: Stream,
  number: z.int().min(1).max(9_999_999_999),
  reason: AccessReason,
  commandId: CommandId.nullish(),
});
type Reading = z.infer<typeof Arguments>;

/** What can be opened at all: nothing is recorded for the rest. Throws `NotFound`, `UnknownVersion`. */
const readable = async ({ log }: Parts, { subject, stream, number }: Reading): Promise<Commit> => {
  const commit = await log.get({ subject, stream }, number);
  if (!commit?.body) throw new NotFound('commit', {}, 'There is no such commit, or what it said was erased.');
  if (unknownShapes(commit).length > 0) throw new UnknownVersion({ stream: streamType(stream), number });
  return commit;
};

/**
 * Appends the fact, and answers with its position. Throws `AlreadyExists` for the command of another reading: it would
 * let somebody see what nothing says that they saw.
 */
const record = async (
  { store, newId }: Parts,
  { subject, stream, number, reason, commandId }: Reading,
  actor: Principal['actor'],
): Promise<string> => {
  const address = accessStream(subject);
  const context = { commandId: commandId ?? newId(), actor, correlation: newId() };
  const outcome = await store.execute(access, address, context, recordReading({ stream, number, reason }));
  const [reading] = outcome.events;
  const before = outcome.repeated ? outcome.recent.find((commit) => commit.number === outcome.number) : undefined;
  const isOwn = !outcome.repeated || (before?.actor.kind === actor.kind && before.actor.id === actor.id);
  if (!isOwn || reading?.stream !== stream || reading.number !== number) throw new AlreadyExists('command');
  return sortKey(address.stream, outcome.number);
};

/** Throws `NotFound`, `InvalidInput`, `AlreadyExists`, `UnknownVersion`, `Corrupted`. */
export const openHistory =
  (parts: Parts) =>
  async (args: unknown, { actor }: Principal) => {
    const reading = parse(Arguments, args);
    const commit = await readable(parts, reading);
    const access = await record(parts, reading, actor);
    const { events } = await parts.store.open(modelOf(commit.stream), commit);
    const shown = toLedgerCommit(commit);
    return {
      commit: shown,
      events: events.map(({ type: _type, ...data }, index) => ({
        ...shown.events[index]!,
        data: JSON.stringify(data),
      })),
      access,
    };
  };

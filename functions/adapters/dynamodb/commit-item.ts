/**
 * A commit as a DynamoDB item, and back.
 *
 * Binary for hashes and uuids, one short string for the actor and one for the events' types and versions: a header
 * takes some 400 bytes and leaves 600 for the body before a commit costs a second write unit.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { parseSortKey, sortKey, type Actor, type Commit, type CommitHeader } from '../../../events/core/commit.ts';
import { ledgerDay } from '../../../events/core/ledger-day.ts';
import { Corrupted } from '../../../schemas/errors.ts';

export type Item = Record<string, AttributeValue>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A uuid takes 16 bytes instead of 36; any other id stays text. */
export const packId = (id: string): AttributeValue =>
  UUID.test(id) ? { B: Buffer.from(id.replaceAll('-', ''), 'hex') } : { S: id };

const unpackId = (value: AttributeValue | undefined): string | undefined => {
  if (value?.S !== undefined) return value.S;
  if (value?.B === undefined) return undefined;
  const hex = Buffer.from(value.B).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** The subject acting on their own data is `person`: their id is the partition already. */
const packActor = (actor: Actor, subject: string): string =>
  actor.id === subject ? actor.kind : `${actor.kind}:${actor.id}`;

const unpackActor = (text: string, subject: string): Actor => {
  const colon = text.indexOf(':');
  return colon < 0
    ? { kind: text as Actor['kind'], id: subject }
    : { kind: text.slice(0, colon) as Actor['kind'], id: text.slice(colon + 1) };
};

const packEvents = (events: CommitHeader['events']): string =>
  events.map(({ type, version }) => (version === 1 ? type : `${type}@${version}`)).join(' ');

const unpackEvents = (text: string): CommitHeader['events'] =>
  text.split(' ').map((word) => {
    const [type, version] = word.split('@') as [string, string?];
    return { type, version: version === undefined ? 1 : Number(version) };
  });

export const toItem = (commit: Commit): Item => ({
  pk: { S: commit.subject },
  sk: { S: sortKey(commit.stream, commit.number) },
  events: { S: packEvents(commit.events) },
  fold: { N: String(commit.fold) },
  at: { S: commit.at },
  actor: { S: packActor(commit.actor, commit.subject) },
  correlation: packId(commit.correlation),
  ...(commit.causation === undefined ? {} : { causation: { S: commit.causation } }),
  command: packId(commit.command),
  commitment: { B: commit.commitment },
  prev: { B: commit.prev },
  hash: { B: commit.hash },
  day: { S: ledgerDay(commit.at, commit.subject) },
  ...(commit.body ? { body: { B: commit.body } } : {}),
});

/** Throws `Corrupted`, with the place, for an item that is no commit. */
export const fromItem = (item: Item): Commit => {
  const subject = item['pk']?.S;
  const place = parseSortKey(item['sk']?.S ?? '');
  const correlation = unpackId(item['correlation']);
  const command = unpackId(item['command']);
  const causation = item['causation']?.S;
  const [commitment, prev, hash] = [item['commitment']?.B, item['prev']?.B, item['hash']?.B];
  const [events, fold, at, actor] = [item['events']?.S, item['fold']?.N, item['at']?.S, item['actor']?.S];
  const complete =
    subject && place && correlation && command && commitment && prev && hash && events && fold && at && actor;
  if (!complete) throw new Corrupted({ stream: place?.stream ?? '', number: place?.number ?? 0, part: 'header' });
  return {
    subject,
    ...place,
    events: unpackEvents(events),
    fold: Number(fold),
    at,
    actor: unpackActor(actor, subject),
    correlation,
    ...(causation === undefined ? {} : { causation }),
    command,
    commitment,
    prev,
    hash,
    ...(item['body']?.B ? { body: item['body'].B } : {}),
  };
};

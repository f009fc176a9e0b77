/**
 * Every kind of stream there is, by its folder in `events/`, and which of them a commit belongs to: for whoever reads the
 * history of all of them alike.
 */
import { UnknownVersion } from '../schemas/errors.ts';
import { access } from './access/index.ts';
import { account } from './account/index.ts';
import { audits } from './audits/index.ts';
import { streamType, type CommitHeader } from './core/commit.ts';
import { currentVersion, type AnyEvent, type StreamModel } from './core/decider.ts';
import { garage } from './garage/index.ts';
import { holds } from './holds/index.ts';
import { privacy } from './privacy/index.ts';
import { sessionId } from './session-ids/index.ts';
import { session } from './session/index.ts';
import { sweeps } from './sweeps/index.ts';
import { views } from './views/index.ts';

export const streams = {
  session,
  account,
  garage,
  'session-ids': sessionId,
  privacy,
  holds,
  sweeps,
  access,
  audits,
  views,
};

/** One of them, where nobody needs to know which: what it opens is events of some type, its state is handed back as it is. */
export type AnyModel = StreamModel<unknown, AnyEvent>;

type Known = {
  model: AnyModel;
  /** The events that it can fold, each with its newest version. */ versions: Map<string, number>;
};

const knownOf = (model: AnyModel): Known => {
  const types = [...(model.events._zod.propValues?.['type'] ?? [])].map(String);
  return { model, versions: new Map(types.map((type) => [type, currentVersion(model, type)])) };
};

const byType = new Map(Object.values(streams).map((model) => [model.type, knownOf(model as AnyModel)]));

/** The model that opens a stream. Throws `UnknownVersion` for a kind of stream that only a newer release knows. */
export const modelOf = (stream: string): AnyModel => {
  const known = byType.get(streamType(stream));
  if (!known) throw new UnknownVersion({ stream: streamType(stream) });
  return known.model;
};

/** Whether this release can fold events of a type and version, of a type of stream. */
export const isFoldable = (type: string, event: { type: string; version: number }): boolean =>
  event.version >= 1 && event.version <= (byType.get(type)?.versions.get(event.type) ?? 0);

/** What of a commit this release cannot fold, as `session TurnStarted@9`: type of stream, type of event, version. */
export const unknownShapes = ({ stream, events }: Pick<CommitHeader, 'stream' | 'events'>): string[] => {
  const type = streamType(stream);
  return events.filter((event) => !isFoldable(type, event)).map((event) => `${type} ${event.type}@${event.version}`);
};

import { Corrupted, UnknownVersion } from '../../schemas/errors.ts';
import type { EventHeader } from './commit.ts';
import { currentVersion, type AnyEvent, type StreamModel } from './decider.ts';

/**
 * Brings one stored event to today's shape, step by step, and parses it.
 * Throws `UnknownVersion` for a shape newer than this release, `Corrupted` for data that no version explains.
 */
export const upcast = <S, E extends AnyEvent>(
  model: StreamModel<S, E>,
  header: EventHeader,
  data: Record<string, unknown>,
): E => {
  const type = header.type as E['type'];
  const steps = model.upcasters[type] ?? [];
  const facts = { stream: model.type, type: header.type, version: header.version };
  if (header.version > currentVersion(model, type)) throw new UnknownVersion(facts);
  const mended = steps.slice(header.version - 1).reduce((shape, step) => step(shape), data);
  const parsed = model.events.safeParse({ ...mended, type });
  if (parsed.success) return parsed.data;
  // a type this release has never heard of was written by a newer one
  if (parsed.error.issues.some((issue) => issue.path[0] === 'type')) throw new UnknownVersion(facts);
  throw new Corrupted({ ...facts, field: parsed.error.issues[0]?.path.join('.') ?? '' });
};

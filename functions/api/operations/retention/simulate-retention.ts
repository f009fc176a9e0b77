/**
 * SPEC N13 `simulateRetention`: what a retention of 30 or 90 days would remove at an instant, were it everybody's, and
 * what of it is held.
 *
 * It opens nothing: it reads the `due` index (a hundred bytes for each session without an end that is old enough, or
 * dated within the next three months, and some 700 partitions, mostly empty) and the holds of each person concerned.
 * 100,000 sessions of 10,000 people: about 2,000 read units for the index and 10,000 for the holds.
 */
import * as z from 'zod';
import type { LastingSession } from '../../../../events/projections/ports.ts';
import { Instant, isAnonymous } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { IsHeld } from '../../../sweep/ports.ts';
import type { ApiParts } from '../../ports.ts';

const Arguments = z.object({ days: z.union([z.literal(30), z.literal(90), z.literal(-1)]), at: Instant.nullish() });

/** Days after the last activity; a session counts in the highest that it is older than. */
const AGES = [365, 180, 90, 60, 30];
const EXAMPLES = 10;
/** Holds that are read at once. */
const AT_ONCE = 16;
const DAY = 86_400_000;

const ageOf = ({ lastDay }: LastingSession, at: string): number =>
  AGES.find((age) => Date.parse(at) - Date.parse(lastDay) > age * DAY) ?? AGES.at(-1)!;

const heldAmong = async (isHeld: IsHeld, found: readonly LastingSession[]): Promise<number> => {
  let held = 0;
  for (let first = 0; first < found.length; first += AT_ONCE) {
    const some = found.slice(first, first + AT_ONCE);
    const answers = await Promise.all(some.map(({ userId, sessionId }) => isHeld(userId, sessionId)));
    held += answers.filter(Boolean).length;
  }
  return held;
};

type Parts = Pick<ApiParts, 'lastingSessions' | 'isHeld' | 'now'>;

/** For compliance. An answer of some tens of thousands of sessions takes seconds. */
export const simulateRetention =
  ({ lastingSessions, isHeld, now }: Parts) =>
  async (args: unknown) => {
    const { days, at: wished } = parse(Arguments, args);
    const at = wished ?? now();
    const found = days === -1 ? [] : await Array.fromAsync(lastingSessions.endedBy({ days, at }));
    const countOf = (wanted: (session: LastingSession) => boolean) => found.filter(wanted).length;
    return {
      at,
      sessions: found.length,
      held: await heldAmong(isHeld, found),
      byAge: AGES.toReversed().map((age) => ({
        olderThanDays: age,
        sessions: countOf((session) => ageOf(session, at) === age),
      })),
      byKind: ['person', 'visitor'].map((kind) => ({
        kind,
        sessions: countOf(({ userId }) => isAnonymous(userId) === (kind === 'visitor')),
      })),
      examples: found.slice(0, EXAMPLES).map(({ sessionId }) => sessionId),
    };
  };

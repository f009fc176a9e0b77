/**
 * What the erasure of an account reaches: everything of the person but their requests.
 *
 * The account stream goes last. Nothing new of the person can begin while its key is there (`openAccount`), and whatever
 * begins then begins with a commit of the account. So what was found before such a commit belongs to the life that ended;
 * and once there is one, nothing is taken any more but the account's own bodies up to the commit that closed it.
 */
import { accountStream } from '../../events/account/index.ts';
import { streamType } from '../../events/core/commit.ts';
import type { ErasureWork } from '../../workflows/erase-data/contract.ts';
import type { EraseParts } from './ports.ts';
import type { Reach, When } from './reach.ts';

/** Requests are their own receipts, and hold nothing personal. */
const isKept = (stream: string): boolean => streamType(stream) === 'privacy';

/** In the order in which their keys go. The views' key seals rows, which are gone by then, and what lists them. */
export const LAST = ['views', 'account'];

export type AccountWork = Extract<ErasureWork, { kind: 'account' }>;

export const accountReach = (parts: EraseParts, { subject, last }: AccountWork): Reach => {
  const { log, redactor, shredder, rows } = parts;
  const own = accountStream(subject);
  const goes = (stream: string, when: When): boolean => !isKept(stream) && LAST.includes(stream) === (when === 'last');

  return {
    isPerson: true,
    keys: async (when) => (await shredder.living(subject)).filter((stream) => goes(stream, when)),
    bodies: async function* (when) {
      const only = when === 'last' ? { stream: own.stream } : {};
      for await (const place of redactor.places(subject, { ...only, withBody: true }))
        if (goes(place.stream, when) && (when === 'first' || place.number <= last)) yield place;
    },
    sessions: async () => {
      const ids = new Set(await rows.shown(subject));
      for await (const { stream } of redactor.places(subject, { type: 'session' }))
        ids.add(stream.slice('session/'.length));
      return [...ids];
    },
    shown: () => rows.shown(subject),
    stands: async () => {
      const [tip] = await log.newest(own, { limit: 1, consistent: true });
      return (tip?.number ?? 0) <= last;
    },
  };
};

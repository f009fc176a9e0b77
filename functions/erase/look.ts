/** How much of what an erasure reaches is there now, store by store. Takes nothing. */
import type { DataStore } from '../../schemas/privacy.ts';
import { countOf } from '../runtime/at-once.ts';
import { exportsIn, uploadsIn } from './files.ts';
import type { EraseParts } from './ports.ts';
import type { Reach } from './reach.ts';

export type Counts = Record<DataStore, number>;

export type LookParts = Pick<EraseParts, 'blobs' | 'counters' | 'mails' | 'signIns'>;

/** Whose data, and whether the identity that they sign in with goes as well. */
export type Whose = { subject: string; signIn?: true | undefined };

export const NOTHING: Counts = {
  keys: 0,
  bodies: 0,
  rows: 0,
  uploads: 0,
  exports: 0,
  counters: 0,
  outbox: 0,
  'sign-in': 0,
};

const signInOf = async ({ signIns }: LookParts, { subject, signIn }: Whose): Promise<number> =>
  signIn && (await signIns.exists(subject)) ? 1 : 0;

export const lookAtAll = async (parts: LookParts, reach: Reach, whose: Whose): Promise<Counts> => {
  const { subject } = whose;
  return {
    keys: (await reach.keys('first')).length + (await reach.keys('last')).length,
    bodies: (await countOf(reach.bodies('first'))) + (await countOf(reach.bodies('last'))),
    rows: (await reach.shown()).length,
    uploads: (await uploadsIn(parts, subject, await reach.sessions())).length,
    exports: (await exportsIn(parts, subject)).length,
    counters: reach.isPerson ? await parts.counters.count(subject) : 0,
    outbox: reach.isPerson ? await parts.mails.count(subject) : 0,
    'sign-in': await signInOf(parts, whose),
  };
};

/** Of a person who may be back: what is left of the account that was closed. */
export const lookAtLast = async (parts: LookParts, reach: Reach, whose: Whose): Promise<Counts> => ({
  ...NOTHING,
  bodies: await countOf(reach.bodies('last')),
  'sign-in': await signInOf(parts, whose),
});

/** The end of an account, once nothing else of its person is there. Each step of it can be repeated alone. */
import type { Removed } from '../../workflows/erase-data/contract.ts';
import { LAST, type AccountWork } from './account-reach.ts';
import type { EraseParts } from './ports.ts';
import type { Reach } from './reach.ts';
import { removeAll } from './remove-bodies.ts';

/** Who kept on trying meanwhile was counted, and may have been written to. */
const takeWhatCame = async ({ counters, mails }: EraseParts, subject: string): Promise<Removed> => [
  { store: 'counters', removed: await counters.remove(subject) },
  { store: 'outbox', removed: await mails.remove(subject) },
];

/**
 * The views' key, then the account's: from then on a new life can begin. Where there is no key nothing is left in its
 * place, or an account that never opened could never open. A key of the account that was made anew is of who comes back.
 */
const shredLast = async (
  { shredder }: EraseParts,
  { subject, request, at }: AccountWork,
  living: readonly string[],
): Promise<number> => {
  let keys = 0;
  for (const stream of LAST.filter((each) => living.includes(each)))
    if (await shredder.shred({ subject, stream }, request, at, { renewed: stream !== 'account' })) keys += 1;
  return keys;
};

/** Of who is back at once, the sign-in is that of their new account. */
const removeSignIn = async (parts: EraseParts, reach: Reach, { subject, signIn }: AccountWork): Promise<number> => {
  if (!signIn || !(await reach.stands())) return 0;
  return (await parts.signIns.remove(subject)) ? 1 : 0;
};

export const endAccount = async (parts: EraseParts, reach: Reach, work: AccountWork): Promise<Removed> => {
  const living = await reach.keys('last');
  const stands = await reach.stands();
  const came = stands ? await takeWhatCame(parts, work.subject) : [];
  const keys = stands ? await shredLast(parts, work, living) : 0;
  const own = await Array.fromAsync(reach.bodies('last'));
  return [
    ...came,
    { store: 'keys', removed: keys },
    { store: 'bodies', removed: await removeAll(parts, work.subject, own) },
    { store: 'sign-in', removed: await removeSignIn(parts, reach, work) },
  ];
};

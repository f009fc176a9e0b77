/** ShredKeys: from here on nobody can read it, in backups either. An account's own key and that of its views go last. */
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { eraseContract } from '../../workflows/erase-data/contract.ts';
import { eachOf } from '../runtime/at-once.ts';
import type { EraseParts } from './ports.ts';
import { reachOf } from './reach-of.ts';

type Contract = typeof eraseContract;
type Wish = Pick<InputOf<Contract, 'ShredKeys'>, 'subject' | 'request' | 'at'>;

/** Those that a late command made anew go as well: their old life still stands. @returns how many there were */
const shredAll = async ({ shredder }: EraseParts, wish: Wish, streams: readonly string[]): Promise<number> => {
  const { subject, request, at } = wish;
  const went = await eachOf(streams, (stream) => shredder.shred({ subject, stream }, request, at, { renewed: true }));
  return went.filter(Boolean).length;
};

export const shredKeys =
  (parts: EraseParts) =>
  async (work: InputOf<Contract, 'ShredKeys'>): Promise<OutputOf<Contract, 'ShredKeys'>> => {
    const reach = reachOf(parts, work);
    const found = await reach.keys('first');
    const removed = (await reach.stands()) ? await shredAll(parts, work, found) : 0;
    return { stores: [{ store: 'keys', removed }] };
  };

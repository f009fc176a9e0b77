/** The heads of a digest against the history: the commit that each names is there, with that hash. */
import { sortKey, type StreamAddress } from '../../events/core/commit.ts';
import { isDamaged } from '../../events/core/history-scan.ts';
import type { HistoryFault } from '../../schemas/audit.ts';
import type { Head } from '../shared/digests/ports.ts';
import type { VerifyParts } from './ports.ts';

type Parts = Pick<VerifyParts, 'scan' | 'digests'>;

/** Heads that are held and asked for at once. */
const AT_ONCE = 1_000;

const placeOf = ({ subject, stream, number }: StreamAddress & { number: number }): string =>
  `${subject}|${sortKey(stream, number)}`;

const faultsOfSome = async ({ scan }: Parts, digest: string, heads: readonly Head[]): Promise<HistoryFault[]> => {
  const found = new Map<string, string>();
  for (const commit of await scan.some(heads))
    if (!isDamaged(commit)) found.set(placeOf(commit), Buffer.from(commit.hash).toString('hex'));
  return heads.flatMap((head): HistoryFault[] => {
    const { subject, stream, number, hash } = head;
    const there = found.get(placeOf(head));
    if (there === hash) return [];
    return [{ kind: there === undefined ? 'missing-commit' : 'other-commit', subject, stream, number, digest }];
  });
};

/** Throws `StorageUnavailable`, and `Corrupted` for a file of heads that is none. */
export const faultsOfHeads = async (parts: Parts, digest: string): Promise<HistoryFault[]> => {
  const faults: HistoryFault[] = [];
  let some: Head[] = [];
  for await (const head of parts.digests.heads(digest))
    if (some.push(head) === AT_ONCE) {
      faults.push(...(await faultsOfSome(parts, digest, some)));
      some = [];
    }
  return some.length === 0 ? faults : [...faults, ...(await faultsOfSome(parts, digest, some))];
};

/** Commits that are dated into the time of a digest, and which it does not know. */
import type { StreamAddress } from '../../events/core/commit.ts';
import type { HistoryFault } from '../../schemas/audit.ts';
import { Corrupted } from '../../schemas/errors.ts';
import type { Statement } from '../shared/digests/ports.ts';
import type { VerifyParts } from './ports.ts';

type Parts = Pick<VerifyParts, 'log' | 'digests'>;
type Range = Pick<Statement, 'from' | 'to'>;

const nameOf = ({ subject, stream }: StreamAddress): string => `${subject}|${stream}`;

/** Up to here each stream is sealed; nothing of one that is not named. */
const sealedUpTo = async ({ digests }: Parts, digest: string): Promise<Map<string, number>> => {
  const sealed = new Map<string, number>();
  for await (const head of digests.heads(digest)) sealed.set(nameOf(head), head.number);
  return sealed;
};

/** As far as the index can be read: an item there that is none is named by whoever reads the table. */
async function* datedInto({ log }: Parts, { from, to }: Range) {
  try {
    for await (const header of log.ledger({ from, to })) if (header.at < to) yield header;
  } catch (error) {
    if (!(error instanceof Corrupted)) throw error;
  }
}

/**
 * Those behind the sealed head of their stream. Where the index shows none, whoever put them there kept them out of it,
 * and the digest is named alone.
 * @param digest its name; its heads must be good. Throws `StorageUnavailable`.
 */
export const notSealed = async (parts: Parts, digest: string, range: Range): Promise<HistoryFault[]> => {
  const sealed = await sealedUpTo(parts, digest);
  const faults: HistoryFault[] = [];
  for await (const { subject, stream, number } of datedInto(parts, range))
    if (number > (sealed.get(nameOf({ subject, stream })) ?? 0))
      faults.push({ kind: 'not-sealed', subject, stream, number, digest });
  return faults.length > 0 ? faults : [{ kind: 'not-sealed', digest }];
};

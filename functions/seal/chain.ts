/** The digests as they grow: each names the one before it, and begins where that one ends. */
import { Corrupted } from '../../schemas/errors.ts';
import { rootOf } from '../shared/digests/merkle.ts';
import { nameOf, type Digest, type Head, type Statement } from '../shared/digests/ports.ts';
import { headOrder, headsSha256Of, hashOfStatement, textOf, verifyDigest } from '../shared/digests/statement.ts';
import { emptyHour, type Hour, type Tip } from './read-hours.ts';
import type { SealParts } from './ports.ts';

type ChainParts = Pick<SealParts, 'digests' | 'digestSigner' | 'now'>;

const headOf = ({ subject, stream, number, hash }: Tip): Head => ({
  subject,
  stream,
  number,
  hash: Buffer.from(hash).toString('hex'),
});

/**
 * The newest digest, undefined where there is none yet. Throws `Corrupted` for one that this key did not sign: nothing
 * is built on what somebody else may have put there.
 */
export const newestOf = async ({ digests, digestSigner }: Omit<ChainParts, 'now'>): Promise<Digest | undefined> => {
  const newest = await digests.newest();
  if (newest && !verifyDigest(newest, await digestSigner.publicKey()))
    throw new Corrupted({ part: 'digest', digest: newest.name });
  return newest;
};

const digestOf = async (
  { digestSigner, now }: ChainParts,
  { from, to, hashes }: Hour,
  { heads, previous }: { heads: Head[]; previous: Digest | undefined },
): Promise<Digest> => {
  const statement: Statement = {
    format: 'dixon-digest',
    version: 1,
    from,
    to,
    commits: hashes.length,
    root: rootOf(hashes),
    heads: heads.length,
    headsSha256: headsSha256Of(heads),
    previous: previous ? hashOfStatement(previous) : null,
    sealedAt: now(),
    keyId: await digestSigner.keyId(),
  };
  const text = textOf(statement);
  return { name: nameOf(statement), text, statement, signature: await digestSigner.sign(text) };
};

/**
 * Goes on from the newest digest, or from `start` where there is none. Where somebody else seals at the same time, the
 * first one's digest stands and this one goes on behind it.
 */
export const chainFrom = (parts: ChainParts, newest: Digest | undefined, start: string) => {
  const { digests } = parts;
  let previous = newest;
  let end = newest?.statement.to ?? start;
  const done = { digests: 0, commits: 0 };

  const put = async (hour: Hour): Promise<void> => {
    const heads = [...hour.tips.values()].map(headOf).toSorted(headOrder);
    const digest = await digestOf(parts, hour, { heads, previous });
    const isOurs = await digests.add(digest, heads);
    previous = isOurs ? digest : await newestOf(parts);
    // a name that is taken by what is not found would be asked for again and again
    if (!previous || previous.statement.to <= end) throw new Corrupted({ part: 'digest', digest: digest.name });
    end = previous.statement.to;
    if (isOurs) {
      done.digests += 1;
      done.commits += digest.statement.commits;
    }
  };

  /** Nothing happened until then, so far as that is not sealed yet. */
  const sealNothing = async (to: string): Promise<void> => {
    while (end < to) await put(emptyHour({ from: end, to }));
  };

  return {
    done,
    /** What is before this is sealed. */
    end: () => end,
    sealNothing,
    /** Hours of which each is later than the one before. One that somebody else sealed meanwhile is passed over. */
    seal: async (hour: Hour): Promise<void> => {
      await sealNothing(hour.from);
      if (end === hour.from) await put(hour);
    },
  };
};

/** SPEC N5: the signed digests of the ledger, for whoever wants to verify them on their own. */
import * as z from 'zod';
import type { Digest } from '../../../shared/digests/ports.ts';
import { parse } from '../../../runtime/parse.ts';
import { Instant } from '../../../../schemas/values.ts';
import type { Operation } from '../../../api/operation.ts';
import type { AuditParts } from '../../ports.ts';

/** As `nameOf` names digests. */
const Name = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}$/, 'send nextToken as the page before gave it, or none');

const Arguments = z.object({
  from: Instant.nullish(),
  to: Instant.nullish(),
  limit: z.int().min(1).max(100).nullish(),
  /** The name of the first one on the next page: it is no secret. */
  nextToken: Name.nullish(),
});

const shapeOf = ({ name, text, statement, signature }: Digest) => {
  const { from, to, commits, root, previous, sealedAt, keyId } = statement;
  return { name, from, to, commits, root, previous, sealedAt, keyId, statement: text, signature };
};

type ListParts = Pick<AuditParts, 'digests' | 'digestSigner'>;

/**
 * Digests that begin between two instants, both inclusive, oldest first; that of the hour in which `from` lies is one of
 * them. Throws `Corrupted` for one that cannot be read; whether their signatures hold is for who asks to find out.
 */
export const listDigests =
  ({ digests, digestSigner }: ListParts): Operation =>
  async (args) => {
    const { from, to, limit, nextToken } = parse(Arguments, args);
    const most = limit ?? 50;
    const start = nextToken ?? from?.slice(0, 'YYYY-MM-DDTHH'.length);
    const found: Digest[] = [];
    // as text, the name of what begins at an instant comes before it
    for await (const digest of digests.list({ ...(start ? { from: start } : {}), ...(to ? { to } : {}) })) {
      found.push(digest);
      if (found.length > most) break;
    }
    return {
      items: found.slice(0, most).map(shapeOf),
      publicKey: await digestSigner.publicKey(),
      nextToken: found[most]?.name ?? null,
    };
  };

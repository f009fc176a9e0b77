/** Digests without a ledger behind them: of any hour, signed, with heads to suit. */
import { createHash } from 'node:crypto';
import { nameOf, type Digest, type Head, type Statement } from '../../functions/shared/digests/ports.ts';
import { headsSha256Of, hashOfStatement, textOf } from '../../functions/shared/digests/statement.ts';
import type { Signer } from '../../functions/runtime/signer.ts';

/** So many heads, in the order of their file. @param what makes them other ones */
export const headsOf = (count: number, what = 'one'): Head[] =>
  Array.from({ length: count }, (_, index) => ({
    subject: `user-${String(index).padStart(6, '0')}`,
    stream: 'garage',
    number: index + 1,
    hash: createHash('sha256').update(`${what}${index}`).digest('hex'),
  }));

/** The digest of one hour. @param hour `2026-11-21T07` */
export const digestOf = async (
  signer: Signer,
  hour: string,
  { heads = [], previous, more = {} }: { heads?: Head[]; previous?: Digest; more?: Partial<Statement> } = {},
): Promise<Digest> => {
  const from = `${hour}:00:00.000Z`;
  const statement: Statement = {
    format: 'dixon-digest',
    version: 1,
    from,
    to: new Date(Date.parse(from) + 3_600_000).toISOString(),
    commits: heads.length,
    root: createHash('sha256').update(hour).digest('hex'),
    heads: heads.length,
    headsSha256: headsSha256Of(heads),
    previous: previous ? hashOfStatement(previous) : null,
    sealedAt: new Date(Date.parse(from) + 4_500_000).toISOString(),
    keyId: await signer.keyId(),
    ...more,
  };
  const text = textOf(statement);
  return { name: nameOf(statement), text, statement, signature: await signer.sign(text) };
};

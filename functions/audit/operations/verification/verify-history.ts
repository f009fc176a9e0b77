import * as z from 'zod';
import type { HistoryFault } from '../../../../schemas/audit.ts';
import { NotFound } from '../../../../schemas/errors.ts';
import { UserId } from '../../../../schemas/values.ts';
import type { Principal } from '../../../api/principal.ts';
import { parse } from '../../../runtime/parse.ts';
import { verifyPage, walkAtTheStart, type Walk } from '../../../verify/verify-page.ts';
import type { AuditParts } from '../../ports.ts';
import { faultInWords } from './fault-in-words.ts';
import { fromToken, toToken, type Position } from './page-token.ts';

type Parts = Pick<AuditParts, 'subjectHistory' | 'scan' | 'vault'>;

/** Commits after which a page of the answer ends: about a second. */
const BUDGET = 5_000;

const Arguments = z.object({
  subject: z.union([UserId, z.literal('system')]),
  stream: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9/_-]{0,99}$/)
    .nullish(),
  nextToken: z.string().max(4_000).nullish(),
});

type Which = { subject: string; stream?: string | undefined };
type Walked = { walk: Walk; faults: HistoryFault[]; after: Position['after'] | undefined; isEmpty: boolean };

/** Page after page of the table, until there are enough commits or no more. */
const walkOn = async (parts: Parts, which: Which, from: Position | undefined, budget: number): Promise<Walked> => {
  const begun = from?.walk ?? walkAtTheStart;
  let walked: Walked = { walk: begun, faults: [], after: from?.after, isEmpty: true };
  do {
    const page = await parts.subjectHistory.page(which, walked.after);
    const { walk, faults } = await verifyPage(parts, walked.walk, page);
    const isEmpty = walked.isEmpty && page.found.length === 0;
    walked = { walk, faults: [...walked.faults, ...faults], after: page.next, isEmpty };
  } while (walked.after && walked.walk.chains.commits - begun.chains.commits < budget);
  return walked;
};

const countsOf = ({ chains, erased }: Walk) => ({ commits: chains.commits, streams: chains.streams, erased });

/**
 * Chains and seals of a person's streams, or of one of them. Each answer counts what it looked at itself; a stream counts
 * where it begins. Throws `NotFound`, `InvalidInput`.
 */
export const verifyHistory =
  (parts: Parts, budget = BUDGET) =>
  async (args: unknown, principal: Principal) => {
    const { subject, stream, nextToken } = parse(Arguments, args);
    const which = { subject, stream: stream ?? undefined };
    const from = nextToken ? await fromToken(parts, principal, which, nextToken) : undefined;
    const { walk, faults, after, isEmpty } = await walkOn(parts, which, from, budget);
    if (isEmpty && !from)
      throw new NotFound('history', {}, 'There is no history with these names. Check subject and stream.');
    const before = countsOf(from?.walk ?? walkAtTheStart);
    const now = countsOf(walk);
    return {
      commits: now.commits - before.commits,
      streams: now.streams - before.streams,
      erased: now.erased - before.erased,
      faults: faults.map(faultInWords),
      nextToken: after ? await toToken(parts, principal, which, { walk, after }) : null,
    };
  };

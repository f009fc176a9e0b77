import * as z from 'zod';
import { parseSortKey, type CommitHeader } from '../../../../events/core/commit.ts';
import { Corrupted, NotFound } from '../../../../schemas/errors.ts';
import { toLedgerCommit } from '../../../api/ledger-commit.ts';
import { parse } from '../../../runtime/parse.ts';
import type { AuditParts } from '../../ports.ts';
import { beginnings, causeOf, positionOf, treeOf } from './causation-tree.ts';
import { fromToken, PageToken, SortKey, toToken } from './page-token.ts';
import { Correlation, Subject } from './words.ts';

type Parts = Pick<AuditParts, 'ledgerSearch'>;

const Arguments = z.object({ subject: Subject, correlation: Correlation, nextToken: PageToken.nullish() });

/** The sort key where the page before ended, and the first commit that was found of the newest stream by then. */
const Place = z.tuple([SortKey, SortKey.nullable()]);

/** Commits of one page. */
const MOST_NODES = 200;

/** Generations above a page: causes of causes. */
const MOST_DEPTH = 50;

/** Undefined for what is not there, and for what is damaged: neither is a part of the tree. */
const headerAt = async ({ ledgerSearch }: Parts, place: Parameters<Parts['ledgerSearch']['header']>[0]) => {
  try {
    return await ledgerSearch.header(place);
  } catch (error) {
    if (error instanceof Corrupted) return undefined;
    throw error;
  }
};

/** The causes of a page's commits that stand on another page. */
const causesAbove = async (
  parts: Parts,
  { subject, correlation }: { subject: string; correlation: string },
  commits: readonly CommitHeader[],
): Promise<CommitHeader[]> => {
  const known = new Set(commits.map(positionOf));
  const above: CommitHeader[] = [];
  let last = commits;
  for (let depth = 0; depth < MOST_DEPTH && last.length > 0; depth += 1) {
    const causes = last.flatMap((commit) => causeOf(commit) ?? []).filter((cause) => !known.has(positionOf(cause)));
    const missing = [...new Map(causes.map((cause) => [positionOf(cause), cause])).values()];
    for (const cause of missing) known.add(positionOf(cause));
    const found = await Promise.all(missing.map((cause) => headerAt(parts, { subject, ...cause })));
    last = found.filter((cause) => cause?.correlation === correlation) as CommitHeader[];
    above.push(...last);
  }
  return above;
};

/** What the page before ended in the middle of. */
const begunBefore = async (
  parts: Parts,
  { subject, correlation }: { subject: string; correlation: string },
  begun: string | null,
): Promise<CommitHeader[]> => {
  const place = begun === null ? null : parseSortKey(begun);
  const header = place ? await headerAt(parts, { subject, ...place }) : undefined;
  return header?.correlation === correlation ? [header] : [];
};

/**
 * Everything that one turn or one job did to a person's data. A page is what was found in the next part of their history,
 * in the order of the tree; `parent` and `depth` count in the whole tree. Throws `NotFound`, `InvalidInput`.
 */
export const getCausationTree = (parts: Parts) => async (args: unknown) => {
  const { subject, correlation, nextToken } = parse(Arguments, args);
  const question = { subject, correlation };
  const [after, begun] = nextToken ? fromToken(question, Place, nextToken) : [undefined, null];
  const page = { limit: MOST_NODES, ...(after === undefined ? {} : { after }) };
  const { commits, next } = await parts.ledgerSearch.ofSubject(question, page);
  if (begun === null && commits.length === 0 && next === undefined)
    throw new NotFound('correlation', {}, 'There is nothing with this correlation. Check subject and correlation.');
  const above = await begunBefore(parts, question, begun);
  const nodes = treeOf(commits, [...above, ...(await causesAbove(parts, question, [...above, ...commits]))]);
  const newest = commits.at(-1);
  const first = newest && beginnings([...above, ...commits]).get(newest.stream);
  return {
    ...question,
    nodes: nodes.map(({ commit, parent, depth }) => ({ commit: toLedgerCommit(commit), parent, depth })),
    nextToken: next === undefined ? null : toToken(question, [next, first ? positionOf(first) : begun]),
  };
};

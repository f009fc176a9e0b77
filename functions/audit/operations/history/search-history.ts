/** Issue 6, audit queries: commits by subject, time, type, actor or correlation. Headers alone, whatever is asked. */
import * as z from 'zod';
import { parseSortKey } from '../../../../events/core/commit.ts';
import type { LedgerPlace, LedgerQuestion } from '../../../../events/core/ledger-search.ts';
import { InvalidInput } from '../../../../schemas/errors.ts';
import { Instant } from '../../../../schemas/values.ts';
import { toLedgerCommit } from '../../../api/ledger-commit.ts';
import { parse } from '../../../runtime/parse.ts';
import type { AuditParts } from '../../ports.ts';
import { beginningOf, FIRST_DAY } from './beginning.ts';
import { fromToken, PageToken, SortKey, toToken } from './page-token.ts';
import { ActorName, Correlation, EventType, Moment, Stream, Subject } from './words.ts';

const Filter = z.object({
  subject: Subject.nullish(),
  stream: Stream.nullish(),
  types: z.array(EventType).min(1).max(20).nullish(),
  actor: ActorName.nullish(),
  correlation: Correlation.nullish(),
  from: Moment.nullish(),
  to: Moment.nullish(),
});

const Arguments = z.object({
  filter: Filter.nullish(),
  limit: z.int().min(1).max(200).nullish(),
  nextToken: PageToken.nullish(),
});

const DEFAULT_LIMIT = 50;

/** Another machine's clock may be ahead of ours. */
const AHEAD_MS = 3_600_000;

/** Throws `InvalidInput` for parts that cannot go together. */
const questionIn = (filter: z.infer<typeof Filter>): LedgerQuestion => {
  const given = Object.entries(filter).filter(([, value]) => (value ?? undefined) !== undefined);
  const question = Object.fromEntries(given) as LedgerQuestion;
  const { subject, stream, from, to } = question;
  if (stream !== undefined && subject === undefined)
    throw new InvalidInput('Say whose stream it is: give filter.subject too.', { field: 'filter.subject' });
  if (from !== undefined && to !== undefined && from > to)
    throw new InvalidInput('Check filter.from: it must not be later than filter.to.', { field: 'filter.from' });
  return question;
};

/** In the index: an instant, and of that instant perhaps a commit. */
const TimePlace = z.object({
  until: Instant,
  after: z.object({ subject: z.string().regex(/^[\x21-\x7e]{1,200}$/), sk: SortKey }).optional(),
});

type Page = { limit: number; nextToken?: string | null | undefined };

const ofSubject = async (
  { ledgerSearch }: Pick<AuditParts, 'ledgerSearch'>,
  question: LedgerQuestion & { subject: string },
  { limit, nextToken }: Page,
) => {
  const { stream } = question;
  // the engine begins nowhere else than in what it is asked for
  const Place = SortKey.refine((key) => stream === undefined || parseSortKey(key)?.stream === stream);
  const after = nextToken ? { after: fromToken(question, Place, nextToken) } : {};
  const { commits, next } = await ledgerSearch.ofSubject(question, { limit, ...after });
  return { commits, nextToken: next === undefined ? null : toToken(question, next) };
};

const placeIn = (question: LedgerQuestion, token: string): LedgerPlace => {
  const { until, after } = fromToken(question, TimePlace, token);
  return after ? { until, after } : { until };
};

type ByTime = Pick<AuditParts, 'ledgerSearch' | 'now'> & { beginning: () => Promise<string> };

const byTime = async (
  { ledgerSearch, now, beginning }: ByTime,
  question: LedgerQuestion,
  { limit, nextToken }: Page,
) => {
  const { from = await beginning(), to } = question;
  const newest = new Date(Date.parse(now()) + AHEAD_MS).toISOString();
  const start = { until: to !== undefined && to < newest ? to : newest };
  const found = await ledgerSearch.byTime(
    { ...question, from: from > FIRST_DAY ? from : FIRST_DAY },
    { limit, after: nextToken ? placeIn(question, nextToken) : start },
  );
  return { commits: found.commits, nextToken: found.next ? toToken(question, found.next) : null };
};

/**
 * A person's commits in the order of their streams, unless a time is given; everybody's newest first. One stream's are
 * always in its order. Throws `InvalidInput`.
 */
export const searchHistory = (parts: Pick<AuditParts, 'ledgerSearch' | 'digests' | 'now'>) => {
  const beginning = beginningOf(parts);
  return async (args: unknown) => {
    const { filter, limit, nextToken } = parse(Arguments, args);
    const question = questionIn(filter ?? {});
    const page = { limit: limit ?? DEFAULT_LIMIT, nextToken };
    const { subject, stream, from, to } = question;
    const inOrder = stream !== undefined || (from === undefined && to === undefined);
    const found =
      subject !== undefined && inOrder
        ? await ofSubject(parts, { ...question, subject }, page)
        : await byTime({ ...parts, beginning }, question, page);
    return { commits: found.commits.map(toLedgerCommit), nextToken: found.nextToken };
  };
};

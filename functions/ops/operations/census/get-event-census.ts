/** Issue 6, event census: how many events of which type and version there are, and which of them this release can fold. */
import * as z from 'zod';
import type { Principal } from '../../../api/principal.ts';
import { parse } from '../../../runtime/parse.ts';
import type { OpsParts } from '../../ports.ts';
import { fromToken, toToken, type Reached } from './census-token.ts';
import { countedWith, NOTHING, shownRows } from './counts.ts';

type Parts = Pick<OpsParts, 'vault'> & { scan: Pick<OpsParts['scan'], 'headers'> };

const Arguments = z.object({ nextToken: z.string().max(100_000).nullish() });

/** Of the index, with some 2,500 commits each: about a second in all. */
const PAGES = 8;

/** It reads the index from one end to the other, and what is appended meanwhile is counted or not. Throws `InvalidInput`. */
export const getEventCensus =
  (parts: Parts, pages = PAGES) =>
  async (args: unknown, { userId }: Principal) => {
    const { nextToken } = parse(Arguments, args);
    let reached: Partial<Reached> = nextToken ? await fromToken(parts, userId, nextToken) : {};
    for (let page = 0; page < pages; page += 1) {
      const { found, next } = await parts.scan.headers({ segment: 0, of: 1 }, reached.after);
      reached = { counts: countedWith(reached.counts ?? NOTHING, found), ...(next ? { after: next } : {}) };
      if (!next) break;
    }
    const { counts = NOTHING, after } = reached;
    return {
      commits: counts.commits,
      damaged: counts.damaged,
      rows: shownRows(counts),
      nextToken: after ? await toToken(parts, userId, { counts, after }) : null,
    };
  };

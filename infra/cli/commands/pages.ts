/** Lists that come page by page: `--limit` is how many one wants, `--all` goes on to the end. */
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import type { Page } from '../documents/document.ts';
import { jsonOf } from '../output/printer.ts';
import type { Column } from '../output/table.ts';
import { wholeNumber } from './command.ts';

export type PageOptions = { limit: number; all?: boolean; after?: string };

const DEFAULT_LIMIT = 50;
/** What every list of the API gives at once. */
const AT_ONCE = 100;

export const paged = (command: Command): Command =>
  command
    .option('--limit <n>', 'how many', wholeNumber(1), DEFAULT_LIMIT)
    .option('--all', 'all of them, page after page; with --json one a line')
    .option('--after <nextToken>', 'go on where an earlier list ended');

type List<Item> = {
  page: (variables: { limit: number; nextToken?: string }) => Promise<Page<Item>>;
  columns: Column<Item>[];
  /** A sentence for an empty list. */
  none: string;
};

/** Pages until there are no more; each with where the next one begins. Says where to go on where it stops half-way. */
async function* pagesOf<Item>({ print, world }: Context, { page }: List<Item>, { limit, all, after }: PageOptions) {
  let nextToken = after;
  let left = all ? Number.POSITIVE_INFINITY : limit;
  do {
    try {
      world.signal.throwIfAborted();
      const { items, nextToken: next } = await page({
        limit: Math.min(left, AT_ONCE),
        ...(nextToken ? { nextToken } : {}),
      });
      yield items;
      left -= items.length;
      nextToken = next ?? undefined;
    } catch (error) {
      if (nextToken) print.note(`Go on from here with: --after ${nextToken}`);
      throw error;
    }
  } while (nextToken && left > 0);
  return nextToken;
}

const showAll = async <Item>(context: Context, list: List<Item>, options: PageOptions): Promise<void> => {
  const { print } = context;
  const rowsOf = print.growing(list.columns);
  let count = 0;
  for await (const items of pagesOf(context, list, options)) {
    count += items.length;
    if (items.length === 0) continue;
    await print.raw(print.json ? items.map((item) => jsonOf(item)).join('') : `${rowsOf(items)}\n`);
  }
  if (count === 0 && !print.json) await print.raw(`${list.none}\n`);
};

export const showList = async <Item>(context: Context, list: List<Item>, options: PageOptions): Promise<void> => {
  if (options.all) return showAll(context, list, options);
  const { print } = context;
  const pages = pagesOf(context, list, options);
  const items: Item[] = [];
  let page = await pages.next();
  for (; !page.done; page = await pages.next()) items.push(...page.value);
  const nextToken = page.value ?? null;
  await print.result({ items, nextToken }, () => print.table(list.columns, items, list.none));
  if (nextToken && !print.json) print.note(`There are more: --all, or --after ${nextToken}`);
};

/** A category as lines of JSON in the object store: written and read one by one, whatever their number. */
import { partsOf } from '../shared/exports/keys.ts';
import { NotFound } from '../../schemas/errors.ts';
import { inBlocks, linesOf } from '../shared/zip/blocks.ts';
import type { CategoryName, Line } from './categories.ts';
import type { ExportParts, Which } from './ports.ts';

type Parts = Pick<ExportParts, 'blobs'>;

const partKey = ({ subject, requestId }: Which, category: CategoryName): string =>
  `${partsOf(subject, requestId)}${category}.jsonl`;

/** A step that comes too late: what was collected is packed and gone, or discarded. */
export const partsGone = (): NotFound =>
  new NotFound('export', {}, 'What was collected for this export is gone. Start the request again.');

export type Count = { items: number; lines: number };

/** Stores a category in the place of what was there. */
export const writeLines = async (
  { blobs }: Parts,
  which: Which,
  category: CategoryName,
  lines: AsyncIterable<Line>,
): Promise<Count> => {
  const count = { items: 0, lines: 0 };
  async function* text() {
    for await (const line of lines) {
      count.lines += 1;
      if ('item' in line) count.items += 1;
      yield `${JSON.stringify(line)}\n`;
    }
  }
  await blobs.write(partKey(which, category), inBlocks(text()), 'application/jsonl');
  return count;
};

/** The lines of a category. Throws `NotFound` where it is not there: less than everything would look like everything. */
export async function* readLines({ blobs }: Parts, which: Which, category: CategoryName): AsyncGenerator<Line> {
  const bytes = await blobs.stream(partKey(which, category));
  if (!bytes) throw partsGone();
  for await (const line of linesOf(bytes)) yield JSON.parse(line) as Line;
}

/** Its items alone. */
export async function* readItems(parts: Parts, which: Which, category: CategoryName) {
  for await (const line of readLines(parts, which, category)) if ('item' in line) yield line.item;
}

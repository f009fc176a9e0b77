import { readItems } from '../lines.ts';
import type { Line } from '../categories.ts';
import type { ExportParts, Which } from '../ports.ts';
import { asItem } from './happened.ts';

/** Every file of the sessions that were collected, with the session it is of. */
export async function* uploadLines(parts: ExportParts, which: Which): AsyncGenerator<Line> {
  for await (const { id, files } of readItems(parts, which, 'sessions'))
    for (const file of files as Record<string, unknown>[]) yield asItem({ sessionId: id, ...file });
}

/** What is known of an export that is collected. It is written behind everything else, and removed before it. */
import * as z from 'zod';
import { Instant } from '../../schemas/values.ts';
import { partsOf } from '../shared/exports/keys.ts';
import type { ExportParts, Which } from './ports.ts';

type Parts = Pick<ExportParts, 'blobs'>;

export const About = z.object({
  /** When it was collected. */
  exportedAt: Instant,
  /** How many items each category has. */
  items: z.record(z.string(), z.int().min(0)),
});
export type About = z.infer<typeof About>;

const keyOf = ({ subject, requestId }: Which): string => `${partsOf(subject, requestId)}about.json`;

export const writeAbout = ({ blobs }: Parts, which: Which, about: About): Promise<void> =>
  blobs.write(keyOf(which), Buffer.from(JSON.stringify(about)), 'application/json');

/** Undefined where nothing is collected, or it is packed and gone. */
export const readAbout = async ({ blobs }: Parts, which: Which): Promise<About | undefined> => {
  const found = await blobs.read(keyOf(which));
  return found && About.parse(JSON.parse(Buffer.from(found.bytes).toString()));
};

export const removeAbout = ({ blobs }: Parts, which: Which): Promise<void> => blobs.remove([keyOf(which)]);

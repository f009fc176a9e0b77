/**
 * A parts supplier over HTTPS, in a protocol of our own that a supplier's gateway has to speak:
 *
 *     POST {base}/availability
 *     {"parts": [{"part": "front-brake-pads", "name": "Front brake pad set"}],
 *      "vehicle": {"year": 2018, "make": "Honda", "model": "Civic"}}
 *
 *     200 {"parts": [{"part": "front-brake-pads", "availability": "next day",
 *                     "days": {"low": 1, "high": 1}, "price": {"low": 38, "high": 61}}]}
 *
 * `availability` is `on the shelf`, `next day`, `within a week`, `dealer only` or `unknown`; `days` are working days;
 * `price` is US dollars for one and may be left out, as may parts that the supplier does not know.
 */
import * as z from 'zod';
import { Range, Supply } from '../../schemas/knowledge.ts';
import { SupplierUnavailable, type PartsSupplier } from '../tools/parts-availability-lookup/ports.ts';

/** A driver waits for it within a turn, and the catalogue stands by. */
const PATIENCE_MS = 2_000;
/** Eight parts fill some 1,500 bytes. */
const LARGEST_ANSWER = 32_768;

/** A year of working days, and the price of an engine with room above it: what is beyond is a slip. */
const upTo = (most: number) => Range.refine(({ high }) => high <= most, `at most ${most}`);
const Answer = z.object({
  parts: z
    .array(
      z.object({
        part: z.string().max(80),
        availability: z.union([Supply, z.literal('unknown')]),
        days: upTo(260).optional(),
        price: upTo(50_000).optional(),
      }),
    )
    .max(50),
});

/** Reads no further than the limit, whatever length the other side announces. */
const textOf = async (response: Response): Promise<string> => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST_ANSWER) throw new RangeError('the answer is too long');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
};

export type PartsSupplierOptions = { /** Milliseconds for the whole exchange. */ patience?: number };

/** @param base `https://parts.example.com/v1`, with or without a slash at its end */
export const createPartsSupplier = (
  base: string,
  { patience = PATIENCE_MS }: PartsSupplierOptions = {},
): PartsSupplier => {
  const url = new URL('availability', base.endsWith('/') ? base : `${base}/`);
  return {
    look: async (parts, vehicle) => {
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/json' },
          // field by field: what else a caller's objects may hold does not travel
          body: JSON.stringify({
            parts: parts.map(({ part, name }) => ({ part, name })),
            ...(vehicle && { vehicle: { year: vehicle.year, make: vehicle.make, model: vehicle.model } }),
          }),
          // a redirect could take the question to somebody who was never configured
          redirect: 'error',
          signal: AbortSignal.timeout(patience),
        });
        if (response.status !== 200) {
          await response.body?.cancel();
          throw new RangeError(`it answered ${response.status}`);
        }
        return Answer.parse(JSON.parse(await textOf(response))).parts;
      } catch (cause) {
        throw new SupplierUnavailable({ cause });
      }
    },
  };
};

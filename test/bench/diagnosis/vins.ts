/** Whether the offline decoder knows year, make and model of real vehicles, and how fast. VINs never leave this file. */
import { createVpicDecoder, prepareVpic } from '../../../functions/adapters/vpic/index.ts';
import { lookUp } from '../../../functions/vin/look-up.ts';
import type { Decoded } from '../../../workflows/decode-vin/contract.ts';
import { checkVin } from '../../../schemas/vin.ts';
import { median, percentile } from '../measure.ts';
import type { VinCase } from './cases.ts';

/** What position 10 cannot be later than, with a year to spare; a fixed day keeps every run the same. */
const NOW = '2026-01-01T00:00:00.000Z';

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** "F-150" is "F150", and "Sonata GLS" is a Sonata: some labels carry the trim, and some sources do. */
const sameName = (label: string, told: string | undefined): boolean => {
  if (told === undefined) return false;
  const [one, other] = [plain(label), plain(told)];
  return one !== '' && other !== '' && (one.includes(other) || other.includes(one));
};

/** "Camry Solara" for "Solara", "Grand Caravan" for "Caravan SE": one word of the model's name is shared. */
const sharesWord = (label: string, told: string | undefined): boolean => {
  const words = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return told !== undefined && words(label).some((word) => word.length > 1 && words(told).includes(word));
};

/** @param folder where vPIC is unpacked, as the local runtime has it */
export const scoreVins = async (folder: string, cases: readonly VinCase[]) => {
  const decoder = createVpicDecoder({ database: await prepareVpic(folder), now: () => NOW });
  const decode = lookUp(decoder);
  const hits = { year: 0, make: 0, model: 0 };
  const ms: number[] = [];
  for (const { vin, year, make, model } of cases) {
    const started = performance.now();
    const checked = checkVin(vin);
    const decoded: Decoded | undefined = checked.ok
      ? await decode({ vin: checked.vin }).catch(() => undefined)
      : undefined;
    ms.push(performance.now() - started);
    const told = decoded?.details;
    if (told?.year === year) hits.year += 1;
    if (sameName(make, told?.make)) hits.make += 1;
    if (sameName(model, told?.model) || sharesWord(model, told?.model)) hits.model += 1;
  }
  decoder.close();
  const share = (count: number): number => (cases.length === 0 ? 0 : count / cases.length);
  return {
    shares: { n: cases.length, year: share(hits.year), make: share(hits.make), model: share(hits.model) },
    medianMs: median(ms),
    p95Ms: percentile(ms, 0.95),
  };
};

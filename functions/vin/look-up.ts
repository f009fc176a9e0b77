/** LookUpNhtsa and LookUpOffline: the same question to two sources. */
import { NotFound } from '../../schemas/errors.ts';
import type { Decoded } from '../../workflows/decode-vin/contract.ts';
import type { VinDecoder } from './ports.ts';

/** Throws `NotFound` where the source does not know the vehicle. */
export const lookUp =
  (decoder: VinDecoder) =>
  async ({ vin }: { vin: string }): Promise<Decoded> => {
    const found = await decoder.decode(vin);
    if (!found) throw new NotFound('vehicle behind this VIN', { source: decoder.source });
    return { ...found, source: decoder.source };
  };

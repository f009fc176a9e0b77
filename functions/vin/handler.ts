import type { Logger } from '@aws-lambda-powertools/logger';
import { vinContract } from '../../workflows/decode-vin/contract.ts';
import { tasks } from '../runtime/tasks.ts';
import { lookUp } from './look-up.ts';
import type { PictureReader, VinDecoder } from './ports.ts';
import { readVin, type FileOfSession } from './read-vin.ts';

export type VinParts = {
  pictures: PictureReader;
  fileOf: FileOfSession;
  nhtsa: VinDecoder;
  embedded: VinDecoder;
};

/** The tasks of decode-vin that need the outside: pictures, NHTSA, the embedded database. They see no history. */
export const vin = ({ pictures, fileOf, nhtsa, embedded }: VinParts, logger: Logger) =>
  tasks(
    vinContract,
    {
      ReadVin: readVin({ pictures, fileOf }),
      LookUpNhtsa: lookUp(nhtsa),
      LookUpOffline: lookUp(embedded),
    },
    logger,
  );

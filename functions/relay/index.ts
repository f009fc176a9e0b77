import { SFNClient } from '@aws-sdk/client-sfn';
import { createStepFunctionsDecodeVin } from '../adapters/step-functions.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { relay } from './handler.ts';

const { DECODE_VIN_ARN } = environment('DECODE_VIN_ARN');

export const handler = relay({ decodeVin: createStepFunctionsDecodeVin(new SFNClient(), DECODE_VIN_ARN) }, logger);

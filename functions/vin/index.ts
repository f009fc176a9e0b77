import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { createNhtsaDecoder } from '../adapters/nhtsa.ts';
import { createS3Blobs, createS3Client } from '../adapters/s3-blobs.ts';
import { createBedrockText } from '../adapters/vin-picture/bedrock-text.ts';
import { createPictureReader } from '../adapters/vin-picture/index.ts';
import { createVpicDecoder } from '../adapters/vpic/index.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { now } from '../runtime/parts.ts';
import { uploadKey } from '../shared/uploads/keys.ts';
import { vin } from './handler.ts';

const { UPLOADS_BUCKET, MODEL_ID, VPIC_DATABASE } = environment('UPLOADS_BUCKET', 'MODEL_ID', 'VPIC_DATABASE');
const blobs = createS3Blobs({ client: createS3Client(), bucket: UPLOADS_BUCKET, now });

export const handler = vin(
  {
    pictures: createPictureReader({ text: createBedrockText(new BedrockRuntimeClient(), MODEL_ID) }),
    fileOf: async (...of) => (await blobs.read(uploadKey(...of)))?.bytes,
    nhtsa: createNhtsaDecoder({ now }),
    embedded: createVpicDecoder({ database: VPIC_DATABASE, now }),
  },
  logger,
);

/** The Lambda group `export`. One bucket holds what people sent, below `uploads/`, and what is made for them. */
import { createS3Blobs, createS3Client } from '../adapters/s3-blobs.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { now, storeFromEnvironment } from '../runtime/parts.ts';
import { exporting } from './handler.ts';

const { UPLOADS_BUCKET } = environment('UPLOADS_BUCKET');
const { store } = storeFromEnvironment();
const blobs = createS3Blobs({ client: createS3Client(), bucket: UPLOADS_BUCKET, now });

export const handler = exporting({ store, blobs, now }, logger);

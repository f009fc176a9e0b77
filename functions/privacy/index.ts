import { randomUUID } from 'node:crypto';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { createEventBridgeNotices } from '../adapters/event-bridge-notices.ts';
import { createS3Blobs, createS3Client } from '../adapters/s3-blobs.ts';
import { createKmsSigner } from '../adapters/sealing/kms-signer.ts';
import { createSesClient, createSesMailer } from '../adapters/ses-mailer.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { now, storeFromEnvironment } from '../runtime/parts.ts';
import { privacy } from './handler.ts';
import { createLedger } from './ledger.ts';
import { createReceiptFiles } from './receipt-files.ts';

const env = environment('RECORDS_BUCKET', 'RECEIPT_KEY_ID', 'MAIL_FROM', 'EVENT_BUS');
const { store, vault } = storeFromEnvironment();
const blobs = createS3Blobs({ client: createS3Client(), bucket: env.RECORDS_BUCKET, now });

export const handler = privacy(
  {
    store,
    rotator: vault,
    ledger: createLedger({ blobs, now }),
    receipts: createReceiptFiles({ blobs }),
    signer: createKmsSigner(new KMSClient(), env.RECEIPT_KEY_ID),
    mailer: createSesMailer(createSesClient(), env.MAIL_FROM),
    notify: createEventBridgeNotices(new EventBridgeClient(), env.EVENT_BUS),
    newId: randomUUID,
    now,
  },
  logger,
);

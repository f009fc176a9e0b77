import { randomUUID } from 'node:crypto';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { SFNClient } from '@aws-sdk/client-sfn';
import { createS3Blobs, createS3Client } from '../adapters/s3-blobs.ts';
import { createEventBridgeNotices } from '../adapters/event-bridge-notices.ts';
import { createKmsSigner } from '../adapters/sealing/kms-signer.ts';
import { createSesClient, createSesMailer } from '../adapters/ses-mailer.ts';
import { createStepFunctionsChatTurn, createStepFunctionsDecodeVin } from '../adapters/step-functions.ts';
import { sixDigits } from '../shared/mail/code.ts';
import { createReceiptFiles } from '../privacy/receipt-files.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { now, storeFromEnvironment } from '../runtime/parts.ts';
import { holdsIn } from '../sweep/is-held.ts';
import { api } from './handler.ts';
import { RATES } from './rates.ts';

const { store, sessions, tokens, limits, uploadNotes, lastingSessions, requests } = storeFromEnvironment();
const { MESSAGES_A_MINUTE, SESSION_IDS_A_MINUTE } = environment('MESSAGES_A_MINUTE', 'SESSION_IDS_A_MINUTE');
const rates = {
  ...RATES,
  messages: MESSAGES_A_MINUTE ?? RATES.messages,
  sessionIds: SESSION_IDS_A_MINUTE ?? RATES.sessionIds,
};
const notify = createEventBridgeNotices(new EventBridgeClient(), environment('EVENT_BUS').EVENT_BUS);
const machines = environment('CHAT_TURN_ARN', 'DECODE_VIN_ARN');
const states = new SFNClient();
const chatTurn = createStepFunctionsChatTurn(states, machines.CHAT_TURN_ARN);
const decodeVin = createStepFunctionsDecodeVin(states, machines.DECODE_VIN_ARN);
const mailer = createSesMailer(createSesClient(), environment('MAIL_FROM').MAIL_FROM);
const { UPLOADS_BUCKET, RECORDS_BUCKET, RECEIPT_KEY_ID } = environment(
  'UPLOADS_BUCKET',
  'RECORDS_BUCKET',
  'RECEIPT_KEY_ID',
);
const s3 = createS3Client();
const blobs = createS3Blobs({ client: s3, bucket: UPLOADS_BUCKET, now });
const records = createS3Blobs({ client: s3, bucket: RECORDS_BUCKET, now });

export const handler = api(
  {
    store,
    sessions: sessions(),
    chatTurn,
    decodeVin,
    tokens: tokens(),
    blobs,
    uploadNotes: uploadNotes(),
    lastingSessions: lastingSessions(),
    isHeld: holdsIn({ store }),
    requests: requests(),
    signer: createKmsSigner(new KMSClient(), RECEIPT_KEY_ID),
    receipts: createReceiptFiles({ blobs: records }),
    limits: limits(),
    mailer,
    rates,
    notify,
    newId: randomUUID,
    newCode: sixDigits,
    now,
  },
  logger,
);

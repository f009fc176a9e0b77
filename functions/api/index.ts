import { randomUUID } from 'node:crypto';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import { createS3Blobs, createS3Client } from '../adapters/s3-blobs.ts';
import { createEventBridgeNotices } from '../adapters/event-bridge-notices.ts';
import { createSesClient, createSesMailer } from '../adapters/ses-mailer.ts';
import { createStepFunctionsChatTurn, createStepFunctionsDecodeVin } from '../adapters/step-functions.ts';
import { sixDigits } from '../mail/code.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { now, storeFromEnvironment } from '../runtime/parts.ts';
import { holdsIn } from '../sweep/is-held.ts';
import { api } from './handler.ts';
import { RATES } from './rates.ts';

const { store, sessions, tokens, limits, uploadNotes, lastingSessions } = storeFromEnvironment();
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
const blobs = createS3Blobs({ client: createS3Client(), bucket: environment('UPLOADS_BUCKET').UPLOADS_BUCKET, now });

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

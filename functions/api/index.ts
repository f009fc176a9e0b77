import { randomUUID } from 'node:crypto';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import { createEventBridgeNotices } from '../adapters/event-bridge-notices.ts';
import { createStepFunctionsChatTurn } from '../adapters/step-functions.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { now, storeFromEnvironment } from '../runtime/parts.ts';
import { api } from './handler.ts';
import { RATES } from './rates.ts';

const { store, sessions, tokens, limits } = storeFromEnvironment();
const { MESSAGES_A_MINUTE, SESSION_IDS_A_MINUTE } = environment('MESSAGES_A_MINUTE', 'SESSION_IDS_A_MINUTE');
const rates = {
  messages: MESSAGES_A_MINUTE ?? RATES.messages,
  sessionIds: SESSION_IDS_A_MINUTE ?? RATES.sessionIds,
};
const notify = createEventBridgeNotices(new EventBridgeClient(), environment('EVENT_BUS').EVENT_BUS);
const chatTurn = createStepFunctionsChatTurn(new SFNClient(), environment('CHAT_TURN_ARN').CHAT_TURN_ARN);

export const handler = api(
  { store, sessions: sessions(), chatTurn, tokens: tokens(), limits: limits(), rates, notify, newId: randomUUID, now },
  logger,
);

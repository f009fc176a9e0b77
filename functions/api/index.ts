import { randomUUID } from 'node:crypto';
import { SFNClient } from '@aws-sdk/client-sfn';
import { createStepFunctionsChatTurn } from '../adapters/step-functions.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { storeFromEnvironment } from '../runtime/parts.ts';
import { api } from './handler.ts';

const { store, sessions } = storeFromEnvironment();
const chatTurn = createStepFunctionsChatTurn(new SFNClient(), environment('CHAT_TURN_ARN').CHAT_TURN_ARN);

export const handler = api({ store, sessions: sessions(), chatTurn, newId: randomUUID }, logger);

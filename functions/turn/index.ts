import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { createEventBridgeProgress } from '../adapters/event-bridge-progress.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { now, storeFromEnvironment } from '../runtime/parts.ts';
import { turn } from './handler.ts';

const { store } = storeFromEnvironment();
// one attempt: a hint that has to be sent again is late already
const progress = createEventBridgeProgress(
  new EventBridgeClient({ maxAttempts: 1 }),
  environment('EVENT_BUS').EVENT_BUS,
);

export const handler = turn({ store, progress, now }, logger);

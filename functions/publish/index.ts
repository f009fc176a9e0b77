import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { createEventBridgeBus } from '../adapters/event-bridge.ts';
import { backoff } from '../runtime/backoff.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { followCommits } from '../runtime/stream.ts';
import { announceOn } from './announce.ts';

const bus = createEventBridgeBus(new EventBridgeClient(), environment('EVENT_BUS').EVENT_BUS, backoff);

export const handler = followCommits(announceOn(bus), logger);

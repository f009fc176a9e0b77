import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { createBedrockModel } from './bedrock.ts';
import { model } from './handler.ts';

const { MODEL_ID } = environment('MODEL_ID');

// chat-turn's own Retry waits between attempts; the SDK's would only hide them
export const handler = model(
  { model: createBedrockModel(new BedrockRuntimeClient({ maxAttempts: 1 }), MODEL_ID) },
  logger,
);

import type { Logger } from '@aws-lambda-powertools/logger';
import type { Model } from '../../schemas/converse.ts';
import { modelContract } from '../../workflows/chat-turn/contract.ts';
import { tasks } from '../runtime/tasks.ts';
import { askModel } from './ask-model.ts';

/** The one task that talks to a model. */
export const model = (parts: { model: Model }, logger: Logger) =>
  tasks(modelContract, { AskModel: askModel(parts) }, logger);

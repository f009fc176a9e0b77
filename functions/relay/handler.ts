import type { Logger } from '@aws-lambda-powertools/logger';
import { relayContract } from '../../workflows/chat-turn/contract.ts';
import type { RunDecodeVin } from '../../workflows/decode-vin/contract.ts';
import { tasks } from '../runtime/tasks.ts';
import { processVin } from './vin-processor.ts';

/** The tool that is a workflow of its own. It starts that workflow, waits for it, and may do nothing else. */
export const relay = (parts: { decodeVin: RunDecodeVin }, logger: Logger) =>
  tasks(relayContract, { VinProcessor: processVin(parts) }, logger);

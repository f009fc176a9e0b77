/** chat-turn on AWS: one synchronous Express execution per message. */
import { StartSyncExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { errorNamed, StorageUnavailable } from '../../schemas/errors.ts';
import { Reply } from '../../workflows/chat-turn/contract.ts';
import type { RunChatTurn } from '../api/ports.ts';

/** Lambda writes a failure's cause as JSON with the error's message, which is a sentence for people. */
const sentenceIn = (cause: string | undefined): string | undefined => {
  try {
    const { errorMessage } = JSON.parse(cause ?? '') as { errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : undefined;
  } catch {
    return undefined;
  }
};

/** An output that is no reply says nothing of ours either; what it held stays out of the error. */
const replyOf = (output: string | undefined): Reply => {
  try {
    return Reply.parse(JSON.parse(output ?? ''));
  } catch (cause) {
    throw new StorageUnavailable('chat-turn', { cause });
  }
};

/**
 * @throws the named error that ended the execution (`NotFound`, `TurnInProgress` …)
 * @throws StorageUnavailable where the execution could not be started or ended without a name of ours
 */
export const createStepFunctionsChatTurn =
  (client: SFNClient, stateMachineArn: string): RunChatTurn =>
  async (input) => {
    const result = await client
      .send(new StartSyncExecutionCommand({ stateMachineArn, name: input.turnId, input: JSON.stringify(input) }))
      .catch((cause: unknown) => {
        throw new StorageUnavailable('chat-turn', { cause });
      });
    if (result.status === 'SUCCEEDED') return replyOf(result.output);
    throw errorNamed(result.error ?? '', sentenceIn(result.cause)) ?? new StorageUnavailable('chat-turn');
  };

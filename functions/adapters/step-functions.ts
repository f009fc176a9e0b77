/** State machines on AWS: one synchronous Express execution per run. */
import { StartSyncExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type * as z from 'zod';
import { errorNamed, StorageUnavailable } from '../../schemas/errors.ts';
import { Reply } from '../../workflows/chat-turn/contract.ts';
import { VinRecorded, type RunDecodeVin } from '../../workflows/decode-vin/contract.ts';
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

type Machine<I, O extends z.ZodType> = {
  /** As errors name it. */
  name: string;
  arn: string;
  output: O;
  /** The execution's own name, an id; AWS makes one up without it. */
  executionName?: (input: I) => string;
};

/** An output that is not the machine's says nothing of ours either; what it held stays out of the error. */
const outputOf = <O extends z.ZodType>({ name, output }: Machine<never, O>, text: string | undefined): z.output<O> => {
  try {
    return output.parse(JSON.parse(text ?? ''));
  } catch (cause) {
    throw new StorageUnavailable(name, { cause });
  }
};

/**
 * @throws the named error that ended the execution (`NotFound`, `TurnInProgress` …)
 * @throws StorageUnavailable where the execution could not be started or ended without a name of ours
 */
const runOn =
  <I, O extends z.ZodType>(client: SFNClient, machine: Machine<I, O>) =>
  async (input: I): Promise<z.output<O>> => {
    const name = machine.executionName?.(input);
    const result = await client
      .send(new StartSyncExecutionCommand({ stateMachineArn: machine.arn, name, input: JSON.stringify(input) }))
      .catch((cause: unknown) => {
        throw new StorageUnavailable(machine.name, { cause });
      });
    if (result.status === 'SUCCEEDED') return outputOf(machine, result.output);
    throw errorNamed(result.error ?? '', sentenceIn(result.cause)) ?? new StorageUnavailable(machine.name);
  };

export const createStepFunctionsChatTurn = (client: SFNClient, arn: string): RunChatTurn =>
  runOn(client, { name: 'chat-turn', arn, output: Reply, executionName: ({ turnId }) => turnId });

export const createStepFunctionsDecodeVin = (client: SFNClient, arn: string): RunDecodeVin =>
  runOn(client, { name: 'decode-vin', arn, output: VinRecorded });

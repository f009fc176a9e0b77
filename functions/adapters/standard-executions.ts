/** Jobs on AWS: executions of Standard state machines, which outlive whoever started them. */
import { ExecutionAlreadyExists, StartExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { StorageUnavailable } from '../../schemas/errors.ts';
import type { JobMachine, StartExecution } from '../privacy/ports.ts';

/** Resolves once the execution is sure to run, or ran before under this name. Throws `StorageUnavailable`. */
export const createStandardExecutions =
  <M extends JobMachine>(client: SFNClient, arns: Readonly<Record<M, string>>): StartExecution<M> =>
  async ({ machine, name, input }) => {
    const request = { stateMachineArn: arns[machine], name, input: JSON.stringify(input) };
    try {
      await client.send(new StartExecutionCommand(request));
    } catch (cause) {
      if (cause instanceof ExecutionAlreadyExists) return;
      throw new StorageUnavailable(machine, { cause });
    }
  };

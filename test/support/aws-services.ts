/** The AWS services beside DynamoDB that the API's Lambda talks to, on loopback, as far as it asks anything of them. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { RunChatTurn } from '../../functions/api/ports.ts';
import { ChatTurnInput } from '../../workflows/chat-turn/contract.ts';
import { startLoopback, type LoopbackAnswer, type LoopbackRequest } from './loopback.ts';

const operationOf = ({ headers }: LoopbackRequest): string => String(headers['x-amz-target']).split('.')[1] ?? '';

const refusal = (type: string): LoopbackAnswer => ({ status: 400, body: JSON.stringify({ __type: type }) });

type Context = Record<string, string>;

/** A KMS with one key. What it encrypted it decrypts under the same encryption context only. */
export const startKms = () => {
  const made = new Map<string, { plain: string; context: string }>();
  const wordOf = (context: Context): string => JSON.stringify(Object.entries(context).toSorted());
  return startLoopback((request) => {
    const body = JSON.parse(request.body) as { KeyId?: string; CiphertextBlob?: string; EncryptionContext: Context };
    const context = wordOf(body.EncryptionContext);
    switch (operationOf(request)) {
      case 'GenerateDataKeyWithoutPlaintext': {
        const blob = randomBytes(64).toString('base64');
        made.set(blob, { plain: randomBytes(32).toString('base64'), context });
        return { body: JSON.stringify({ CiphertextBlob: blob, KeyId: body.KeyId }) };
      }
      case 'Decrypt': {
        const known = made.get(body.CiphertextBlob ?? '');
        if (known?.context !== context) return refusal('InvalidCiphertextException');
        return { body: JSON.stringify({ Plaintext: known.plain, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' }) };
      }
      default:
        return refusal('UnsupportedOperationException');
    }
  });
};

/** How an execution that ended well or badly looks from outside: a Lambda's error is its name, and its JSON the cause. */
const outcomeOf = async (turn: Promise<unknown>): Promise<Record<string, unknown>> => {
  try {
    return { status: 'SUCCEEDED', output: JSON.stringify(await turn) };
  } catch (thrown) {
    const { name, message } = thrown as Error;
    return { status: 'FAILED', error: name, cause: JSON.stringify({ errorType: name, errorMessage: message }) };
  }
};

/** Step Functions with one Express state machine, which runs here. */
export const startStepFunctions = (stateMachineArn: string, chatTurn: RunChatTurn) =>
  startLoopback(async (request) => {
    if (operationOf(request) !== 'StartSyncExecution') return refusal('InvalidAction');
    const asked = JSON.parse(request.body) as { stateMachineArn: string; name: string; input: string };
    if (asked.stateMachineArn !== stateMachineArn) return refusal('StateMachineDoesNotExist');
    const at = Date.now() / 1_000;
    const outcome = await outcomeOf(chatTurn(ChatTurnInput.parse(JSON.parse(asked.input))));
    const executionArn = `${stateMachineArn.replace(':stateMachine:', ':express:')}:${asked.name}:${randomUUID()}`;
    return { body: JSON.stringify({ executionArn, name: asked.name, startDate: at, stopDate: at, ...outcome }) };
  });

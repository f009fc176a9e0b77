/**
 * SPEC A10's direct invocations against the API as it is deployed: the bundle of the deployment, in a Node of its own
 * that knows nothing but its environment, with a real engine, KMS and Step Functions to talk to.
 */
import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '../../events/core/chain.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import { session, sessionStream } from '../../events/session/index.ts';
import { createKmsKeyEncryptionKey } from '../../functions/adapters/sealing/kms.ts';
import { createVault } from '../../functions/adapters/sealing/vault.ts';
import { model } from '../../functions/model/handler.ts';
import { tools } from '../../functions/tools/handler.ts';
import { turn } from '../../functions/turn/handler.ts';
import { NotFound } from '../../schemas/errors.ts';
import { relay } from '../../functions/relay/handler.ts';
import { untold } from '../../functions/turn/progress.ts';
import { createLocalChatTurn } from '../../infra/local/state-machine.ts';
import { createTechnician } from '../../infra/local/technician/index.ts';
import { SYSTEM_ERROR_SENTENCE } from '../../schemas/errors.ts';
import { startKms, startStepFunctions } from '../support/aws-services.ts';
import { bundle, hostLambda, type HostedLambda } from '../support/bundle.ts';
import { clientFor, type Loopback } from '../support/loopback.ts';
import { engineHome, type Home } from '../support/stores.ts';

const CHAT_TURN_ARN = 'arn:aws:states:eu-west-1:000000000000:stateMachine:chat-turn';
const KMS_KEY_ID = 'alias/dixon';
const OWNER = 'user-kim';

let home: Home;
let kms: Loopback;
let stepFunctions: Loopback;
let packed: ReturnType<typeof bundle>;
let api: HostedLambda;
let store: EventStore;

/** The store as the `turn` Lambda has it: its keys are wrapped by the same KMS key. */
const storeOfTheTurn = (kmsEndpoint: Loopback): EventStore => {
  const kek = createKmsKeyEncryptionKey({
    kms: new KMSClient(clientFor(kmsEndpoint)),
    kmsKeyId: KMS_KEY_ID,
    keys: home.keys,
  });
  const vault = createVault({ keys: home.keys, kek, milliseconds: () => performance.now() });
  return home.storeWith({ vault, now: () => new Date().toISOString() });
};

/** No message here holds a VIN. */
const noVin = async (): Promise<never> => {
  throw new NotFound('vehicle behind this VIN');
};

const chatTurnOn = (own: EventStore) => {
  const logger = new Logger({ logLevel: 'SILENT' });
  return createLocalChatTurn({
    turn: turn({ store: own, progress: untold, now: () => new Date().toISOString() }, logger),
    relay: relay({ decodeVin: noVin }, logger),
    model: model({ model: createTechnician() }, logger),
    tools: tools(logger),
  });
};

const environmentOf = () => ({
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_ENDPOINT_URL_KMS: kms.endpoint,
  // the client writes `sync-` before the name: lambda-host.ts has it mean this machine all the same
  AWS_ENDPOINT_URL_SFN: stepFunctions.endpoint.replace('127.0.0.1', 'states.localhost'),
  DYNAMODB_ENDPOINT: home.endpoint!,
  EVENTS_TABLE: 'events',
  KEYS_TABLE: 'keys',
  VIEWS_TABLE: 'views',
  COUNTERS_TABLE: 'counters',
  UPLOADS_BUCKET: 'uploads',
  RECORDS_BUCKET: 'records',
  RECEIPT_KEY_ID: 'alias/dixon-receipts',
  MAIL_FROM: 'dixon@example.com',
  EVENT_BUS: 'dixon',
  KMS_KEY_ID,
  CHAT_TURN_ARN,
  DECODE_VIN_ARN: CHAT_TURN_ARN.replace('chat-turn', 'decode-vin'),
  POWERTOOLS_LOG_LEVEL: 'SILENT',
});

beforeAll(async () => {
  home = await engineHome();
  kms = await startKms();
  store = storeOfTheTurn(kms);
  stepFunctions = await startStepFunctions(CHAT_TURN_ARN, chatTurnOn(store));
  packed = bundle('api');
  api = await hostLambda(packed.file, environmentOf());
});

afterAll(async () => {
  await api.stop();
  packed.remove();
  await stepFunctions.stop();
  await kms.stop();
  await home.stop();
});

type Reply = { conversationId: string; message: string; success: boolean; diagnostic_accuracy: string };

/** `{"info":{"fieldName":"sendMessage"},"arguments":{…}}` */
const direct = (fieldName: string, args: Record<string, unknown>) =>
  api.invoke({ info: { fieldName }, arguments: { userId: OWNER, ...args } });
const send = async (args: Record<string, unknown>): Promise<Reply> => {
  const { result, error } = await direct('sendMessage', args);
  if (error) throw new Error(`${error.errorType}: ${error.errorMessage}`);
  return result as Reply;
};
const commits = async (): Promise<number> => {
  const today = new Date().toISOString().slice(0, 10);
  return (await Array.fromAsync(home.log.ledger({ from: `${today}T00:00:00.000Z`, to: `${today}T23:59:59.999Z` })))
    .length;
};

it('runs on the Node of the deployment', () => {
  expect(api.node).toMatch(/^v24\./);
});

describe('a direct invocation of sendMessage', () => {
  it('`My brakes are squealing` is answered with the likely cause and whether one may drive', async () => {
    const reply = await send({ message: 'My brakes are squealing' });
    expect(reply).toMatchObject({
      success: true,
      sender: 'ASSISTANT',
      diagnostic_accuracy: '65%',
      vin_enhanced: false,
    });
    expect(reply.message).toMatch(/brake pads/);
    expect(reply.message).toMatch(/drive/);
  });

  it('without a session begins one, sealed and chained, and the history says who asked', async () => {
    const { conversationId } = await send({ message: 'The engine overheats in traffic' });
    const { result } = await direct('getConversation', { conversationId });
    expect(result).toMatchObject({ id: conversationId, userId: OWNER });
    expect((result as { messages: { sender: string; message: string }[] }).messages).toMatchObject([
      { sender: 'USER', message: 'The engine overheats in traffic' },
      { sender: 'ASSISTANT' },
    ]);
    const history = await Array.fromAsync(home.log.read(sessionStream(OWNER, conversationId)));
    await expect(verifyChain(history)).resolves.toMatchObject({ commits: history.length, erased: 0 });
    expect(history[0]!.actor).toEqual({ kind: 'operator', id: 'direct-invocation' });
    expect(Buffer.concat(history.map(({ body }) => body!)).toString('latin1')).not.toMatch(/overheat/);
  });

  it('in a session that exists goes on where it stood', async () => {
    const { conversationId } = await send({ message: 'My brakes are squealing' });
    const reply = await send({ conversationId, message: 'How do I fix it?' });
    expect(reply).toMatchObject({ conversationId, success: true });
    expect(reply.message).toMatch(/caliper/);
    const { state } = await store.load(session, sessionStream(OWNER, conversationId), { consistent: true });
    expect(state).toMatchObject({ messageCount: 4 });
  });

  it.each([
    ['of an empty message', { message: '' }],
    ['of a message of blanks', { message: ' \n' }],
    ['of no message', {}],
  ])('%s is refused before anything is asked of the state machine, and leaves nothing', async (_name, args) => {
    const [before, executions] = [await commits(), stepFunctions.requests.length];
    const { error } = await direct('sendMessage', args);
    expect(error?.errorType).toBe('InvalidInput');
    expect(error?.errorMessage).toMatch(/message/);
    expect([await commits(), stepFunctions.requests.length]).toEqual([before, executions]);
  });

  it('is answered as AppSync would be, field by field', async () => {
    const args = { message: 'The steering is heavy' };
    const identity = { resolverContext: { userId: OWNER, roles: 'customer' } };
    const info = { fieldName: 'sendMessage', parentTypeName: 'Mutation', selectionSetList: ['message'], variables: {} };
    const { result } = await api.invoke({ arguments: args, identity, source: null, prev: null, stash: {}, info });
    const own = (reply: Reply) => ({ ...reply, conversationId: '', timestamp: '', position: '' });
    expect(own(result as Reply)).toEqual(own(await send(args)));
  });
});

describe('what the state machine refuses', () => {
  it.each([
    ['a session that never was', OWNER, () => randomUUID()],
    ["somebody else's session", 'user-eve', async () => (await send({ message: 'Hello' })).conversationId],
  ])('%s comes back by its own name and sentence', async (_name, userId, id) => {
    const { error } = await direct('sendMessage', { userId, conversationId: await id(), message: 'Hello' });
    expect(error).toEqual({
      errorType: 'NotFound',
      errorMessage: 'This conversation does not exist, or it is not yours. Check the id, or start a new one.',
    });
    expect(stepFunctions.requests.at(-1)!.body).toContain(userId);
  });
});

it('an outage of Step Functions is told as one, without a word of the machinery', async () => {
  await using broken = await startStepFunctions('arn:of:another', async () => Promise.reject(new Error('never run')));
  const lonely = await hostLambda(packed.file, {
    ...environmentOf(),
    AWS_ENDPOINT_URL_SFN: broken.endpoint.replace('127.0.0.1', 'states.localhost'),
  });
  try {
    const { error } = await lonely.invoke({
      info: { fieldName: 'sendMessage' },
      arguments: { userId: OWNER, message: 'Hello' },
    });
    expect(error?.errorType).toBe('StorageUnavailable');
    expect(error?.errorMessage).not.toContain(SYSTEM_ERROR_SENTENCE);
    expect(error?.errorMessage).not.toMatch(/chat-turn|arn:|localhost|StateMachine/);
  } finally {
    await lonely.stop();
  }
});

it('KMS made one key for all, and is asked nothing more by a turn once it was decrypted', async () => {
  await send({ message: 'Hello' });
  const asked = kms.requests.length;
  await send({ message: 'The battery is flat' });
  expect(kms.requests.length).toBe(asked);
  const made = kms.requests.filter(({ headers }) => String(headers['x-amz-target']).includes('GenerateDataKey'));
  expect(made).toHaveLength(1);
});

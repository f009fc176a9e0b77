/** People who ask the API handler for things, and what they would send if they meant well. */
import { randomUUID } from 'node:crypto';
import { consentTexts } from '../../schemas/consent.ts';
import type { ApiHandler } from '../../functions/api/handler.ts';
import { invoke } from '../../infra/local/lambda.ts';
import { roleFor } from './compliance.ts';
import { PNG, sendTo, type Ticket } from './files.ts';
import type { ApiOperation } from './schema.ts';

export type Args = Record<string, unknown>;

export type Person = {
  userId: string;
  sessionId: string;
  vehicleId: string;
  messageId: string;
  /** Of a picture that was sent, and attached unless that is what is asked for. */
  uploadId: string;
  /** That was sent to them, where that is what is asked for. */
  code: string;
  /** Of a hold on their data and of a privacy request of theirs, where that is what is asked for. */
  holdId?: string;
  requestId?: string;
  /** Of a verification of everything, where that is what is asked for. */
  verificationId?: string;
  /** Of a view, that ops can do something with. */
  generation?: number;
  /** Of a visit that somebody else made. */
  token: string;
  /** Whose visit that is. */
  visitor: string;
};

/** Asks the handler as AppSync would, for the field of a person who signed in and has the role that it needs. */
export const asking =
  (api: ApiHandler) =>
  async <T>(userId: string, fieldName: string, args: Args = {}): Promise<T> => {
    const authTime = String(Math.floor(Date.now() / 1_000));
    const identity = { resolverContext: { userId, roles: roleFor(fieldName), authTime } };
    return (await invoke('api', api, { info: { fieldName }, arguments: args, identity })) as T;
  };

/** Made up; the check digit is right, and vPIC knows the maker and the model. */
const VIN = '1HGCM82633A004352';
const VEHICLE = { basic: { year: 2024, make: 'Honda', model: 'Civic' } };

const NO_VISIT = { userId: '', token: '' };

/**
 * Somebody with one vehicle and one session; with an answer, a file, a code and a visit's token where the operation asks
 * for them.
 * @param readCode the newest code in somebody's mail
 */
export const owner = async (
  ask: ReturnType<typeof asking>,
  { name: asked, args }: ApiOperation,
  readCode: (userId: string) => string = () => '',
): Promise<Person> => {
  const userId = `user-${randomUUID()}`;
  const { id: vehicleId } = await ask<{ id: string }>(userId, 'addUserVehicle', { vehicleData: VEHICLE });
  const { id: sessionId } = await ask<{ id: string }>(userId, 'createChatSession', { vehicleId });
  const asksFor = (argument: string): boolean => args.some(({ name }) => name === argument);
  const answerIn = async (conversationId: string): Promise<string> => {
    await ask(userId, 'sendMessage', { conversationId, message: 'My brakes are squealing' });
    const { messages } = await ask<{ messages: { id: string }[] }>(userId, 'getConversation', { conversationId });
    return messages.at(-1)!.id;
  };
  const fileIn = async (session: string): Promise<string> => {
    const wish = { sessionId: session, contentType: 'image/png', size: PNG.length };
    const ticket = await ask<Ticket>(userId, 'requestUpload', wish);
    await sendTo(ticket, PNG);
    if (asked !== 'attachFile') await ask(userId, 'attachFile', { sessionId: session, uploadId: ticket.uploadId });
    return ticket.uploadId;
  };
  const uploadId = asksFor('uploadId') ? await fileIn(sessionId) : '';
  const messageId = asksFor('messageId') ? await answerIn(sessionId) : '';
  if (asked === 'saveDecodedVehicle') await ask(userId, 'decodeVin', { sessionId, vin: VIN });
  if (asksFor('code')) await ask(userId, 'requestEmailCode', { email: 'somebody@example.com' });
  const code = asksFor('code') ? readCode(userId) : '';
  const hold = () => ask<{ id: string }>(userId, 'placeHold', { userId, reason: 'A claim' });
  const holdId = asksFor('holdId') ? (await hold()).id : '';
  const visit = asksFor('token') ? await ask<typeof NO_VISIT>('nobody', 'generateSession') : NO_VISIT;
  const { token, userId: visitor } = visit;
  return { userId, sessionId, vehicleId, messageId, uploadId, code, holdId, token, visitor };
};

/** Somebody of whom nothing is stored, so that the very first trace would show. */
export const stranger = (prefix: 'user' | 'anon-session'): Person => {
  const [sessionId, vehicleId, uploadId] = [randomUUID(), randomUUID(), randomUUID()];
  const messageId = `${randomUUID()}/assistant`;
  return {
    userId: `${prefix}-${randomUUID()}`,
    sessionId,
    vehicleId,
    messageId,
    uploadId,
    code: '012345',
    token: 'a.b.c',
    visitor: '',
  };
};

/** Where a reason is one of a list. */
const REASONS: Record<string, string> = { extendPrivacyRequest: 'complex', refusePrivacyRequest: 'excessive' };

/** What this person would send if they meant well: whatever is required, and the token where there is one. */
export const goodArguments = ({ name: asked, args }: ApiOperation, person: Person): Args => {
  const good: Args = {
    conversationId: person.sessionId,
    sessionId: person.sessionId,
    vehicleId: person.vehicleId,
    messageId: person.messageId,
    uploadId: person.uploadId,
    contentType: 'image/png',
    size: PNG.length,
    token: person.token,
    commandId: 'some-command',
    message: 'And now?',
    vin: VIN,
    vehicleData: { ...VEHICLE, nickname: 'Winter car' },
    title: 'Winter tyres',
    handle: 'winter',
    level: 'vehicle',
    preferences: { partsPreference: 'oem' },
    settings: '{"dataRetention":"30_days"}',
    days: 30,
    version: consentTexts['keep-data'].at(-1)!.version,
    email: 'somebody@example.com',
    code: person.code,
    userId: person.userId,
    holdId: person.holdId ?? randomUUID(),
    requestId: person.requestId ?? randomUUID(),
    verificationId: person.verificationId ?? randomUUID(),
    reason: REASONS[asked] ?? 'Settled out of court',
    scope: 'account',
    view: 'requests',
    generation: person.generation ?? 2,
    kind: 'export',
    number: 1,
    // of the commit that began the session
    correlation: person.sessionId,
    consumer: 'views',
    subject: person.userId,
    stream: 'garage',
  };
  const wanted = args.filter(({ name, required }) => required || name === 'token' || name === 'vin');
  return Object.fromEntries(wanted.map(({ name }) => [name, good[name]]));
};

/** Puts the person's own ids where the generator left a place for them; what is undefined goes. */
export const filled = (args: Args, { userId, sessionId, vehicleId }: Person): Args =>
  JSON.parse(
    JSON.stringify(args)
      .replaceAll('{session}', sessionId)
      .replaceAll('{SESSION}', sessionId.toUpperCase())
      .replaceAll('{vehicle}', vehicleId)
      .replaceAll('{user}', userId)
      .replaceAll('{unknown}', randomUUID()),
  ) as Args;

/** Somebody of whom every store holds something. */
import { randomUUID } from 'node:crypto';
import { archiveKey } from '../../functions/shared/exports/keys.ts';
import { uploadKey } from '../../functions/shared/uploads/keys.ts';
import type { Runtime } from '../../infra/local/runtime.ts';
import { PNG } from './files.ts';
import { newestCode } from './outbox.ts';
import { asking } from './people.ts';

export type WholePerson = { userId: string; sessionId: string; vehicleId: string };

const VEHICLE = { basic: { year: 2024, make: 'Honda', model: 'Civic' }, nickname: 'Winter car' };

/** A library, a conversation with a file, a verified address with its mail, counters, and an export of long ago. */
export const wholePerson = async (runtime: Runtime, dataDir: string, userId: string): Promise<WholePerson> => {
  const ask = asking(runtime.api);
  const { id: vehicleId } = await ask<{ id: string }>(userId, 'addUserVehicle', { vehicleData: VEHICLE });
  await ask(userId, 'addUserVehicle', { vehicleData: { ...VEHICLE, nickname: 'Summer car' } });
  const { id: sessionId } = await ask<{ id: string }>(userId, 'createChatSession', { vehicleId });
  await ask(userId, 'sendMessage', { conversationId: sessionId, message: 'My brakes are squealing' });
  await ask(userId, 'requestEmailCode', { email: 'somebody@example.com' });
  await ask(userId, 'verifyEmail', { code: newestCode(dataDir) });
  await runtime.blobs.write(uploadKey(userId, sessionId, randomUUID()), PNG, 'image/png');
  await runtime.blobs.write(archiveKey(userId, randomUUID()), PNG, 'application/zip');
  await runtime.caughtUp();
  return { userId, sessionId, vehicleId };
};

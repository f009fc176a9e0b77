/** Somebody of whom every store holds something. */
import { randomUUID } from 'node:crypto';
import { renameSession, session, sessionStream, startSession } from '../../events/session/index.ts';
import { archiveKey } from '../../functions/exports/keys.ts';
import { uploadKey } from '../../functions/uploads/keys.ts';
import type { Runtime } from '../../infra/local/runtime.ts';
import { PNG } from './files.ts';
import { newestCode } from './outbox.ts';
import { asking } from './people.ts';

export type WholePerson = { userId: string; sessionId: string; vehicleId: string };

const VEHICLE = { basic: { year: 2024, make: 'Honda', model: 'Civic' }, nickname: 'Winter car' };

/** Sessions filled at once. */
const AT_ONCE = 16;

/** Sessions of many commits each, straight through the store: nobody could click as fast. */
export const manyCommits = async (
  { store }: Pick<Runtime, 'store'>,
  userId: string,
  { sessions, each }: { sessions: number; each: number },
): Promise<void> => {
  const actor = { kind: 'person' as const, id: userId };
  const fill = async (): Promise<void> => {
    const address = sessionStream(userId, randomUUID());
    for (let number = 1; number <= each; number += 1) {
      const context = { commandId: randomUUID(), actor, correlation: randomUUID() };
      const decide = number === 1 ? startSession({ level: 'quick' }) : renameSession(`Title ${number}`);
      await store.execute(session, address, context, decide);
    }
  };
  for (let begun = 0; begun < sessions; begun += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, sessions - begun) }, fill));
};

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

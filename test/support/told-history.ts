/** A history in which everything happens that a list has to show, or must not show any more. */
import { randomUUID } from 'node:crypto';
import { account, accountStream, chooseRetention, openAccount } from '../../events/account/index.ts';
import { extendRequest, openRequest, privacy, privacyStream, refuseRequest } from '../../events/privacy/index.ts';
import {
  annotateSession,
  archiveSession,
  chooseHandle,
  deleteSession,
  endKeeping,
  keepSession,
  renameSession,
  selectVehicle,
  session,
  sessionStream,
} from '../../events/session/index.ts';
import { createDynamoDBSessionRowEraser } from '../../functions/adapters/dynamodb/session-row-eraser.ts';
import type { Rebuilding } from './rebuilding.ts';
import { failedTurn, turn } from './turns.ts';

const AT = '2026-01-22T11:00:00.000Z';
/** What the erase job does to a session. */
export const eraseSession = async ({ vault, log, client }: Rebuilding, userId: string, id: string): Promise<void> => {
  const address = sessionStream(userId, id);
  await vault.shred(address, randomUUID(), AT);
  for await (const { number } of log.places(userId, { stream: address.stream })) await log.removeBody(address, number);
  await createDynamoDBSessionRowEraser(client!, 'views').erase(userId, id);
};

/**
 * @param people how many, each with sessions of every kind; every second one chose for how long to keep them
 * @returns the sessions that are shown: ids by person
 */
export const tellHistory = async (home: Rebuilding, people = 2): Promise<Map<string, string[]>> => {
  const { act } = home;
  const shown = new Map<string, string[]>();
  for (let each = 0; each < people; each += 1) {
    const userId = `user-${String(each).padStart(3, '0')}`;
    const visitor = `anon-session-${randomUUID()}`;
    const begin = async (who: string, ...wishes: Parameters<typeof act<never, never>>[2][]): Promise<string> => {
      const id = randomUUID();
      await act(session, sessionStream(who, id), ...(wishes as never[]));
      shown.set(who, [...(shown.get(who) ?? []), id]);
      return id;
    };
    const hidden = (who: string, id: string) =>
      void shown.set(
        who,
        shown.get(who)!.filter((other) => other !== id),
      );
    const wishes = (...some: unknown[]) => some as Parameters<typeof act<never, never>>[2][];

    await act(account, accountStream(userId), openAccount('registered'));
    await begin(userId, ...wishes(...turn('The brakes squeal'), renameSession('My brakes'), chooseHandle('brakes')));
    await begin(userId, ...wishes(...turn('It will not start'), archiveSession));
    await begin(userId, ...wishes(...turn('Oil?'), annotateSession({ tags: ['oil'], customFields: { shop: 'East' } })));
    await begin(userId, ...wishes(...turn('Which tyre?'), selectVehicle(randomUUID())));
    await begin(userId, ...wishes(...failedTurn('Nobody answers')));
    if (each % 2 === 1) await act(account, accountStream(userId), chooseRetention(90));
    hidden(userId, await begin(userId, ...wishes(...turn('Forget this'), deleteSession)));
    const erased = await begin(userId, ...wishes(...turn('And this'), deleteSession));
    await home.follow();
    await eraseSession(home, userId, erased);
    hidden(userId, erased);
    await begin(visitor, ...wishes(...turn('Just looking')));
    await begin(visitor, ...wishes(...turn('Keep it', true), keepSession));
    await begin(visitor, ...wishes(...turn('No, do not', true), endKeeping));
    const request = (more: readonly unknown[] = []) =>
      act(
        privacy,
        privacyStream(userId, randomUUID()),
        openRequest({ wish: { kind: 'export' }, via: 'api' }),
        ...(more as never[]),
      );
    await request();
    await request([extendRequest('complex')]);
    await request([refuseRequest('excessive')]);
  }
  await home.follow();
  return shown;
};

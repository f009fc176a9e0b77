/** Somebody of whom everything around the redactor holds something, and whose account is closed. */
import { randomUUID } from 'node:crypto';
import { account, accountStream, closeAccount, openAccount } from '../../events/account/index.ts';
import { addVehicle, garage, garageStream } from '../../events/garage/index.ts';
import { openRequest, privacy, privacyStream } from '../../events/privacy/index.ts';
import type { ErasureWork } from '../../workflows/erase-data/contract.ts';
import type { Around } from './erasing.ts';

export type AccountWork = Extract<ErasureWork, { kind: 'account' }>;

export const HONDA = { basic: { year: 2024, make: 'Honda', model: 'Civic' } };

/** What the person below has, by store; their request is not counted, since it stays. */
export const WHOLE = {
  keys: 5,
  bodies: 4,
  rows: 2,
  uploads: 2,
  exports: 1,
  counters: 2,
  outbox: 1,
  'sign-in': 1,
} as const;

export const openAnew = (home: Around, user: string) =>
  home.act(account, accountStream(user), openAccount('registered'));

/** @param at when it was asked for; otherwise when the account was closed */
export const closeNow = async (home: Around, user: string, asked?: string): Promise<AccountWork> => {
  await home.act(account, accountStream(user), closeAccount);
  const [tip] = await home.log.newest(accountStream(user), { limit: 1, consistent: true });
  return { kind: 'account', subject: user, request: randomUUID(), at: asked ?? tip!.at, last: tip!.number };
};

/** Everything but the closing. @returns their sessions */
export const wholeLife = async (home: Around, user: string): Promise<string[]> => {
  const sessions = [randomUUID(), randomUUID()];
  await openAnew(home, user);
  await home.act(garage, garageStream(user), addVehicle(randomUUID(), HONDA));
  for (const id of sessions) {
    await home.say(user, id, 'My brakes are squealing');
    await home.upload(user, id);
  }
  const wish = { kind: 'erasure' as const, scope: { what: 'account' as const } };
  await home.act(privacy, privacyStream(user, randomUUID()), openRequest({ wish, via: 'api' }));
  await home.putExport(user);
  await home.count(user, 'messages');
  await home.count(user, 'uploads');
  await home.mail(user);
  home.signUp(user);
  return sessions;
};

export const closedAccount = async (home: Around, user: string): Promise<AccountWork> => {
  await wholeLife(home, user);
  return { ...(await closeNow(home, user)), signIn: true };
};

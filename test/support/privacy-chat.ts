/** People who talk about their own data, and what became of it. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { session, sessionStream, type SessionEvent } from '../../events/session/index.ts';
import { consentTexts } from '../../schemas/consent.ts';
import type { Local, Result } from './local.ts';
import { codesOf } from './outbox.ts';

export type Chatter = { who: string; userId: string };

const HOLD = 'mutation ($userId: String!, $reason: String!) { placeHold(userId: $userId, reason: $reason) { id } }';
const GIVE = 'mutation ($version: String!) { giveConsent(version: $version) { given } }';
const REQUEST = 'mutation ($email: String!) { requestEmailCode(email: $email) { position } }';
const VERIFY = 'mutation ($code: String!) { verifyEmail(code: $code) }';
const VEHICLE = `mutation {
  addUserVehicle(vehicleData: { basic: { year: 2024, make: "Honda", model: "Civic" } }) { id }
}`;

export const chatting = (dixon: Local) => {
  const done = (result: Result) => expect(result.errors).toBeUndefined();

  const verify = async ({ who, userId }: Chatter, email = 'somebody@example.com'): Promise<void> => {
    done(await dixon.query(REQUEST, { email }, who));
    done(await dixon.query(VERIFY, { code: codesOf(dixon.dataDir, userId).at(-1) }, who));
  };
  const somebody = (): Chatter => {
    const name = `chatter-${randomUUID()}`;
    return { who: `local:${name}`, userId: `user-${name}` };
  };
  const visitor = (): Chatter => {
    const userId = `anon-session-${randomUUID()}`;
    return { who: `local:${userId}`, userId };
  };
  const verified = async (person: Chatter): Promise<Chatter> => {
    await verify(person);
    return person;
  };
  const kept = async (person: Chatter): Promise<Chatter> => {
    done(await dixon.query(GIVE, { version: consentTexts['keep-data'].at(-1)!.version }, person.who));
    return verified(person);
  };

  return {
    somebody,
    visitor,
    verified,
    kept,
    /** Nothing of them is erased for as long as it holds, so that what was appended can be read. */
    hold: async ({ userId }: Chatter) =>
      done(await dixon.query(HOLD, { userId, reason: 'So that a test can read it' }, 'local:clara:compliance')),
    addVehicle: async ({ who }: Chatter) => done(await dixon.query(VEHICLE, {}, who)),

    /** One message after the other in one conversation; its id and the last answer. */
    talk: async ({ who }: Chatter, messages: string[], begun?: string) => {
      let [conversationId, answer] = [begun, ''];
      for (const message of messages) {
        const sent = await dixon.send(message, conversationId ? { conversationId } : {}, who);
        expect(sent).toMatchObject({ success: true });
        conversationId = sent.conversationId;
        answer = sent.message;
      }
      return { conversationId: conversationId!, answer };
    },

    /** What a conversation holds of wishes about data. */
    wishesIn: async ({ userId }: Chatter, conversationId: string): Promise<SessionEvent[]> => {
      const history = await Array.fromAsync(dixon.store.history(session, sessionStream(userId, conversationId)));
      return history.flatMap(({ events }) => events).filter(({ type }) => type.startsWith('PrivacyWish'));
    },
  };
};

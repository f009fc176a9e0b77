/** SPEC B2 over the local server: an address is verified by a code, and a visitor's conversations outlive the hour. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account, accountStream } from '../../events/account/index.ts';
import type { Mail } from '../../functions/shared/mail/ports.ts';
import { createOutbox } from '../../infra/local/outbox.ts';
import { MailUnavailable } from '../../schemas/errors.ts';
import { startLocal, type Local, type Result } from '../support/local.ts';
import { codesOf, mailsOf, notThis } from '../support/outbox.ts';
import { says, scripted } from '../support/models.ts';

const START = Date.parse('2026-11-21T09:30:00.000Z');
const [HOUR, DAY] = [3_600, 86_400];

let dixon: Local;
let elapsed = 0;
const wait = (seconds: number) => {
  elapsed += seconds;
};
/** Mails that are refused next, whoever they are for. */
let mailIsDown = false;

beforeAll(async () => {
  const { model } = scripted(says('Noted.'));
  const now = () => new Date(START + elapsed * 1_000).toISOString();
  dixon = await startLocal({
    model,
    now,
    mailer: {
      send: async (mail: Mail) => {
        if (mailIsDown) throw new MailUnavailable('ECONNREFUSED');
        // the folder is known once the runtime has begun; ids in order keep mails of one instant apart
        await createOutbox({ dataDir: dixon.dataDir, now, newId: () => String(sent++).padStart(6, '0') }).send(mail);
      },
    },
  });
});
let sent = 0;
afterAll(() => dixon.stop());

const errorOf = ({ errors }: Result) => errors?.[0] && { code: errors[0].extensions.code, message: errors[0].message };
type Identity = { userId: string; token: string; valid: boolean };
type Answers = {
  getConsentTexts: { version: string }[];
  getPrivacySettings: Record<string, unknown>;
  getConversation: { messages: unknown[] };
  getChatSessions: unknown[];
  getUserProfile: unknown;
  giveConsent: Record<string, unknown>;
  withdrawConsent: unknown;
  requestEmailCode: { expiresAt: string; position: string };
  generateSession: Identity;
  validateSession: Identity;
};
const field = <K extends keyof Answers>({ data }: Result, name: K): Answers[K] => (data as unknown as Answers)[name];

const REQUEST = `mutation ($email: String!, $commandId: String) {
  requestEmailCode(email: $email, commandId: $commandId) { expiresAt position }
}`;
const VERIFY = `mutation ($code: String!, $commandId: String) { verifyEmail(code: $code, commandId: $commandId) }`;
const SETTINGS = `{ getPrivacySettings {
  dataRetentionDays consents { purpose version givenAt } email emailVerified restricted keptUntil
} }`;

const request = (who: string, email: string, commandId?: string) => dixon.query(REQUEST, { email, commandId }, who);
const verify = (who: string, code: string, commandId?: string) => dixon.query(VERIFY, { code, commandId }, who);
const settings = async (who: string) => field(await dixon.query(SETTINGS, {}, who), 'getPrivacySettings');
const newest = (userId: string): string => codesOf(dixon.dataDir, userId).at(-1)!;

const consent = async (who: string): Promise<Record<string, unknown>> => {
  const texts = await dixon.query('{ getConsentTexts { version } }', {}, who);
  const { version } = field(texts, 'getConsentTexts')[0]!;
  const give = 'mutation ($version: String!) { giveConsent(version: $version) { given restricted follows } }';
  return field(await dixon.query(give, { version }, who), 'giveConsent');
};

const visit = async (): Promise<Identity> =>
  field(await dixon.query('mutation { generateSession { userId token valid } }', {}, 'visitor'), 'generateSession');
const validate = async (token: string): Promise<Identity> =>
  field(
    await dixon.query(
      'mutation ($token: String) { validateSession(token: $token) { userId token valid } }',
      { token },
      'visitor',
    ),
    'validateSession',
  );
/** A visitor who consented and verified an address, and has said something before. */
const keptVisitor = async () => {
  const { userId, token } = await visit();
  const { conversationId } = await dixon.send('My brakes are squealing', {}, token);
  await consent(token);
  await request(token, 'vera@example.com');
  expect((await verify(token, newest(userId))).data).toEqual({ verifyEmail: true });
  return { userId, token, conversationId };
};
const READ = 'query ($id: String!) { getConversation(conversationId: $id) { messages { message } } }';
const read = (who: string, id: string) => dixon.query(READ, { id }, who);

describe('somebody who signed in', () => {
  it('verifies an address by the code in its mail', async () => {
    const asked = field(await request('local:sam', ' sam@example.com '), 'requestEmailCode');
    expect(Date.parse(asked.expiresAt) - START - elapsed * 1_000).toBe(900_000);
    expect(asked.position).toMatch(/^account#\d{10}$/);
    expect(mailsOf(dixon.dataDir, 'user-sam')[0]).toMatch(/^To: sam@example\.com\r$/m);
    expect(await settings('local:sam')).toMatchObject({ email: 'sam@example.com', emailVerified: false });

    const code = newest('user-sam');
    expect((await verify('local:sam', `${code.slice(0, 3)} ${code.slice(3)}`)).data).toEqual({ verifyEmail: true });
    expect(await settings('local:sam')).toMatchObject({ email: 'sam@example.com', emailVerified: true });
  });

  it('reads how many tries are left, and the fifth wrong one ends the code', async () => {
    await request('local:tom', 'tom@example.com');
    const code = newest('user-tom');
    for (const left of ['4 more times', '3 more times', '2 more times', '1 more time.']) {
      const error = errorOf(await verify('local:tom', notThis(code)));
      expect(error).toMatchObject({ code: 'InvalidInput', message: expect.stringContaining(left) as string });
    }
    expect(errorOf(await verify('local:tom', notThis(code)))?.message).toMatch(/fifth try/);
    expect(errorOf(await verify('local:tom', code))).toMatchObject({ code: 'NotFound' });
  });

  it('a try that is repeated counts once', async () => {
    await request('local:una', 'una@example.com');
    const code = newest('user-una');
    for (let time = 0; time < 7; time += 1) {
      const error = errorOf(await verify('local:una', notThis(code), 'the-first-try'));
      expect(error?.message).toMatch(/4 more times/);
    }
    expect((await verify('local:una', code, 'the-second-try')).data).toEqual({ verifyEmail: true });
    expect((await verify('local:una', code, 'the-second-try')).data).toEqual({ verifyEmail: true });
  });

  it('finds the code of the mail before replaced, and one that is 15 minutes old over', async () => {
    await request('local:ula', 'ula@example.com');
    await request('local:ula', 'ula@example.com');
    const [first, second] = codesOf(dixon.dataDir, 'user-ula');
    if (first !== second) expect(errorOf(await verify('local:ula', first!))).toMatchObject({ code: 'InvalidInput' });
    wait(900);
    expect(errorOf(await verify('local:ula', second!))).toMatchObject({ code: 'NotFound' });
  });

  it('gets five codes an hour', async () => {
    for (let time = 0; time < 5; time += 1) await request('local:max', 'max@example.com');
    expect(errorOf(await request('local:max', 'max@example.com'))).toMatchObject({ code: 'RateLimited' });
    expect(mailsOf(dixon.dataDir, 'user-max')).toHaveLength(5);
    wait(HOUR);
    expect(errorOf(await request('local:max', 'max@example.com'))).toBeUndefined();
  });

  it('gets one mail for one command, however often it is repeated', async () => {
    const first = await request('local:ida', 'ida@example.com', 'one-command');
    expect(await request('local:ida', 'ida@example.com', 'one-command')).toEqual(first);
    expect(mailsOf(dixon.dataDir, 'user-ida')).toHaveLength(1);
  });

  it.each(['', 'no address', 'a@b', `${'x'.repeat(250)}@example.com`, 'a@example.com\r\nBcc: b@example.com'])(
    'is refused with what is no address (%j), and leaves nothing',
    async (email) => {
      expect(errorOf(await request('local:nobody-yet', email))).toMatchObject({ code: 'InvalidInput' });
      expect(await dixon.store.streams('user-nobody-yet')).toEqual([]);
    },
  );

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６'])('is refused with what is no code (%j)', async (code) => {
    expect(errorOf(await verify('local:nobody-yet', code))).toMatchObject({ code: 'InvalidInput' });
    expect(await dixon.store.streams('user-nobody-yet')).toEqual([]);
  });
});

describe('while mail is down', () => {
  it('the person hears so, nothing is half done, and the same command sends another code later', async () => {
    mailIsDown = true;
    const failed = errorOf(await request('local:ben', 'ben@example.com', 'ask-for-a-code'));
    expect(failed).toEqual({
      code: 'StorageUnavailable',
      message: 'The mail could not be sent just now. Ask for it again in a minute.',
    });
    expect(await settings('local:ben')).toMatchObject({ email: null, emailVerified: false });
    for (let time = 0; time < 6; time += 1)
      expect(errorOf(await request('local:ben', 'ben@example.com'))).toMatchObject({ code: 'StorageUnavailable' });
    mailIsDown = false;
    expect(errorOf(await request('local:ben', 'ben@example.com', 'ask-for-a-code'))).toBeUndefined();
    expect((await verify('local:ben', newest('user-ben'))).data).toEqual({ verifyEmail: true });
  });
});

describe('a visitor', () => {
  it('consents first', async () => {
    const { userId, token } = await visit();
    expect(errorOf(await request(token, 'vera@example.com'))).toMatchObject({
      code: 'PermissionDenied',
      message: expect.stringContaining('giveConsent') as string,
    });
    expect(mailsOf(dixon.dataDir, userId)).toEqual([]);
    expect(await dixon.store.streams(userId)).not.toContain('account');
    expect(await consent(token)).toMatchObject({
      given: true,
      follows: expect.stringMatching(/^Verify an email/) as string,
    });
    expect(errorOf(await request(token, 'vera@example.com'))).toBeUndefined();
  });

  it('who verified an address finds their conversations after the hour, old and new', async () => {
    const { token, conversationId } = await keptVisitor();
    expect(await settings(token)).toMatchObject({ dataRetentionDays: -1, keptUntil: 'you delete it' });
    const later = await dixon.send('And the engine overheats', {}, token);
    await dixon.query('mutation { createChatSession(title: "Empty so far") { id } }', {}, token);
    wait(5 * HOUR);
    for (const id of [conversationId, later.conversationId])
      expect(field(await read(token, id), 'getConversation').messages).toHaveLength(2);
    await dixon.caughtUp();
    const listed = await dixon.query('{ getChatSessions { id } getUserProfile { sessionCount } }', {}, token);
    expect(field(listed, 'getChatSessions')).toHaveLength(3);
    expect(field(listed, 'getUserProfile')).toEqual({ sessionCount: 3 });
    expect((await dixon.send('Still there?', { conversationId }, token)).success).toBe(true);
  });

  it('comes back after days with the token of then', async () => {
    const { userId, token, conversationId } = await keptVisitor();
    wait(40 * DAY);
    expect(errorOf(await read(token, conversationId))).toMatchObject({ code: 'PermissionDenied' });
    const back = await validate(token);
    expect(back).toMatchObject({ userId, valid: true });
    expect(errorOf(await read(back.token, conversationId))).toBeUndefined();
  });

  it('chooses for how long', async () => {
    const choose = 'mutation { updatePrivacySettings(settings: "{\\"dataRetention\\":\\"30_days\\"}") }';
    const unkept = await visit();
    expect(errorOf(await dixon.query(choose, {}, unkept.token))).toMatchObject({ code: 'PermissionDenied' });
    const { token } = await keptVisitor();
    expect((await dixon.query(choose, {}, token)).data).toEqual({ updatePrivacySettings: true });
    expect(await settings(token)).toMatchObject({
      dataRetentionDays: 30,
      keptUntil: '30 days after its last activity',
    });
  });

  it('who closes the page keeps what is kept; who wants it gone says so', async () => {
    const { token, conversationId } = await keptVisitor();
    const end = await dixon.query('mutation { endAnonymousSession }', {}, token);
    expect(end.data).toEqual({ endAnonymousSession: false });
    expect(errorOf(await read(token, conversationId))).toBeUndefined();
    expect((await dixon.query('mutation { clearAllUserData }', {}, token)).data).toEqual({ clearAllUserData: true });
    expect(errorOf(await read(token, conversationId))).toMatchObject({ code: 'SessionExpired' });
    expect((await validate(token)).valid).toBe(false);
  });

  it('whose session ended before they verified does not get it back', async () => {
    const { userId, token } = await visit();
    const { conversationId } = await dixon.send('Hello', {}, token);
    wait(HOUR + 60);
    await consent(token);
    await request(token, 'vera@example.com');
    await verify(token, newest(userId));
    expect(errorOf(await read(token, conversationId))).toMatchObject({ code: 'SessionExpired' });
  });

  it('who withdraws falls back to the hour, and their old token is none any more', async () => {
    const { token, conversationId } = await keptVisitor();
    const withdrawn = await dixon.query('mutation { withdrawConsent { given restricted follows } }', {}, token);
    expect(field(withdrawn, 'withdrawConsent')).toEqual({
      given: false,
      restricted: false,
      follows: 'Each conversation is kept until an hour after its last activity. Then everything of it is gone.',
    });
    expect(errorOf(await read(token, conversationId))).toBeUndefined();
    wait(HOUR + 60);
    expect(errorOf(await read(token, conversationId))).toMatchObject({ code: 'SessionExpired' });
    wait(DAY);
    expect((await validate(token)).valid).toBe(false);
  });

  it('who consents again within the hour is kept again, and a repeated withdrawal changes nothing', async () => {
    const { token, conversationId } = await keptVisitor();
    const withdraw = 'mutation { withdrawConsent(commandId: "withdraw-once") { given } }';
    await dixon.query(withdraw, {}, token);
    expect(await consent(token)).toMatchObject({ given: true });
    await dixon.query(withdraw, {}, token);
    wait(HOUR + 60);
    expect(errorOf(await read(token, conversationId))).toBeUndefined();
  });
});

describe('what is left of it', () => {
  it('no address is on disk but in the outbox, and no code in the history', async () => {
    const codes = codesOf(dixon.dataDir, 'user-sam');
    const files = readdirSync(dixon.dataDir, { recursive: true, encoding: 'utf8' })
      .filter((name) => !name.startsWith('outbox'))
      .map((name) => join(dixon.dataDir, name))
      .filter((path) => statSync(path).isFile());
    expect(files.length).toBeGreaterThan(0);
    for (const path of files) {
      const bytes = readFileSync(path).toString('latin1');
      expect(bytes.includes('sam@example.com'), path).toBe(false);
    }
    const history = await Array.fromAsync(dixon.store.history(account, accountStream('user-sam')));
    for (const code of codes)
      expect(JSON.stringify(history.map(({ events, state }) => [events, state]))).not.toContain(`"${code}"`);
  });
});

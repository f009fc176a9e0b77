/** SPEC A11: a person asks for everything, the job makes an archive of it, and only they can fetch it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { exportsOf } from '../../functions/shared/exports/keys.ts';
import { PNG, sendTo, type Ticket } from '../support/files.ts';
import { startLocal, type Local } from '../support/local.ts';
import { unzipped } from '../support/unzipped.ts';

const DAY = 86_400_000;

const dataDir = mkdtempSync(join(tmpdir(), 'dixon-exporting-'));
const lines: string[] = [];
let dixon: Local;
/** Milliseconds by which the clock of the runtime is ahead. */
let ahead = 0;
beforeAll(async () => {
  const logger = new Logger({ serviceName: 'dixon', logLevel: 'DEBUG' });
  for (const level of ['debug', 'info', 'warn', 'error'] as const)
    vi.spyOn(logger, level).mockImplementation((...args: unknown[]) => void lines.push(JSON.stringify(args)));
  dixon = await startLocal({ dataDir, logger, now: () => new Date(Date.now() + ahead).toISOString() });
});
afterAll(async () => {
  await dixon.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(() => {
  ahead = 0;
});

const tried = async (who: string, query: string, variables: Record<string, unknown> = {}) => {
  const { data, errors } = await dixon.query(query, variables, who);
  return { value: data ? (Object.values(data)[0] as unknown) : null, error: errors?.[0] };
};
const ask = async <T>(who: string, query: string, variables: Record<string, unknown> = {}): Promise<T> => {
  const { value, error } = await tried(who, query, variables);
  expect(error).toBeUndefined();
  return value as T;
};

type Request = { id: string; state: string; explanation: string; expiresAt: string | null; receipt: string | null };
const REQUEST = 'id state explanation expiresAt receipt steps { step found }';
const LINK = 'query ($id: String!) { getExportLink(requestId: $id) { url expiresAt } }';

const requestExport = (who: string) => ask<Request>(who, `mutation { requestExport { ${REQUEST} } }`);
const requestNow = async (who: string, id: string) =>
  (await ask<Request[]>(who, `{ getPrivacyRequests { ${REQUEST} } }`)).find((each) => each.id === id)!;

const fetched = async (who: string, id: string) => {
  const { url, expiresAt } = await ask<{ url: string; expiresAt: string }>(who, LINK, { id });
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return { response, expiresAt, archive: new Uint8Array(await response.arrayBuffer()) };
};

/** A conversation with a picture in it. */
const talk = async (who: string): Promise<void> => {
  const { conversationId } = await dixon.send('My quorvath brakes are squealing', {}, who);
  const wanted = `mutation ($s: String!) { requestUpload(sessionId: $s, contentType: "image/png", size: ${PNG.length}) { uploadId url method headers { name value } } }`;
  const ticket = await ask<Ticket>(who, wanted, { s: conversationId });
  await sendTo(ticket, PNG);
  const attach =
    'mutation ($s: String!, $u: String!) { attachFile(sessionId: $s, uploadId: $u, name: "quorvath.png") { uploadId } }';
  await ask(who, attach, { s: conversationId, u: ticket.uploadId });
};

describe('somebody who asks for everything', () => {
  const SAM = 'local:sam';
  let id: string;
  beforeAll(async () => {
    await talk(SAM);
    id = (await requestExport(SAM)).id;
    await dixon.caughtUp();
  });

  it('is told when it is ready, until when, and in a receipt what it is', async () => {
    const request = await requestNow(SAM, id);
    expect(request).toMatchObject({ state: 'exported', explanation: expect.stringContaining('ready') });
    expect(Date.parse(request.expiresAt!) - Date.now()).toBeGreaterThan(6 * DAY);
    expect(request.receipt).toContain('sha256');
  });

  it('fetches an archive with a page, the conversation and the picture, whose sums are right', async () => {
    const { response, archive } = await fetched(SAM, id);
    const day = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
    expect(response.headers.get('content-disposition')).toContain(`filename="dixon-export-${day}.zip"`);
    const files = unzipped(archive);
    expect(files.get('index.html')!.toString()).toContain('My quorvath brakes are squealing');
    const [picture] = [...files].filter(([path]) => path.endsWith('/quorvath.png'));
    expect(picture![1]).toEqual(PNG);
    const sum = execFileSync('sha256sum', { input: archive }).toString().slice(0, 64);
    expect((await requestNow(SAM, id)).receipt).toContain(sum);
  });

  it('is the only one who can', async () => {
    for (const who of ['local:mallory', 'local:otto:ops', 'local:cleo:compliance'])
      expect((await tried(who, LINK, { id })).error?.extensions.code).toBe('NotFound');
  });

  it('gets links for as long as the archive is there, and then hears how to get another', async () => {
    const { expiresAt } = await requestNow(SAM, id);
    ahead = Date.parse(expiresAt!) - Date.now() - 60_000;
    expect(Date.parse((await fetched(SAM, id)).expiresAt)).toBeLessThanOrEqual(Date.parse(expiresAt!));
    ahead = 8 * DAY;
    const { error } = await tried(SAM, LINK, { id });
    expect(error).toMatchObject({
      message: expect.stringContaining('requestExport'),
      extensions: { code: 'NotFound' },
    });
  });

  it('leaves nothing behind but the archive, and no word of theirs in a log', async () => {
    const left = await Array.fromAsync(dixon.blobs.list(exportsOf('user-sam')), ({ key }) => key);
    expect(left).toEqual([expect.stringMatching(/\.zip$/)]);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => /quorvath/i.test(line))).toEqual([]);
  });
});

it('a visitor gets theirs with the token of their visit', async () => {
  const { token } = await ask<{ token: string }>('visitor', 'mutation { generateSession { token } }');
  await talk(token);
  const { id } = await requestExport(token);
  await dixon.caughtUp();
  expect([...unzipped((await fetched(token, id)).archive).keys()].join()).toContain('quorvath.png');
});

it('whoever has their data only stored can still have it given out', async () => {
  await talk('local:rita');
  await ask('local:rita', 'mutation { restrictProcessing }');
  const { id } = await requestExport('local:rita');
  await dixon.caughtUp();
  const account = unzipped((await fetched('local:rita', id)).archive).get('account/data.json')!;
  expect(JSON.parse(account.toString())).toMatchObject({ restricted: true });
});

describe('exportUserData', () => {
  const EVERYTHING = `mutation { exportUserData {
    profile { userId sessionCount } sessions { id } files { sessionId name contentType size } request { ${REQUEST} }
  } }`;
  type Answer = { sessions: { id: string }[] | null; request: Request | null };

  it('of a small account is one answer, which names the files too', async () => {
    await talk('local:nina');
    await dixon.caughtUp();
    const answer = await ask<Answer>('local:nina', EVERYTHING);
    const sessionId = answer.sessions![0]!.id;
    expect(answer).toMatchObject({
      profile: { userId: 'user-nina', sessionCount: 1 },
      files: [{ sessionId, name: 'quorvath.png', contentType: 'image/png', size: PNG.length }],
      request: null,
    });
  });

  it('of a large one is an archive with every session', async () => {
    const begin = () => ask('local:lara', 'mutation { createConversation { id } }');
    await begin();
    await Promise.all(Array.from({ length: 200 }, begin));
    await dixon.caughtUp();
    const { sessions, request } = await ask<Answer>('local:lara', EVERYTHING);
    expect([sessions, request?.state]).toEqual([null, 'confirmed']);
    await dixon.caughtUp();
    const all = unzipped((await fetched('local:lara', request!.id)).archive).get('sessions/data.json')!;
    expect(JSON.parse(all.toString())).toHaveLength(201);
  });
});

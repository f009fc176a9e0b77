/** The sweeps over the index of requests: what is due soon, exports whose week is over, what got lost on its way. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommitHeader, StreamAddress } from '../../../events/core/commit.ts';
import type { AnyEvent, StreamModel } from '../../../events/core/decider.ts';
import { addVehicle, deleteVehicle, garage, garageStream } from '../../../events/garage/index.ts';
import {
  completeExport,
  confirmIdentity,
  eraseExport,
  failRequest,
  privacy,
  privacyStream,
  refuseRequest,
  resumeRequest,
  stepDone,
} from '../../../events/privacy/index.ts';
import type { RequestIndex } from '../../../events/projections/ports.ts';
import { deleteSession, session, sessionStream, startSession } from '../../../events/session/index.ts';
import { createDynamoDBGenerationIndex } from '../../../functions/adapters/dynamodb/generation-index.ts';
import { createDynamoDBRequestIndex } from '../../../functions/adapters/dynamodb/request-index.ts';
import { createDynamoDBSessionList } from '../../../functions/adapters/dynamodb/session-list-store.ts';
import { archiveKey, exportsOf, partsOf } from '../../../functions/shared/exports/keys.ts';
import type { Notice } from '../../../functions/runtime/notify.ts';
import { alertDueRequests } from '../../../functions/sweep/alert-due-requests.ts';
import { resumeRequests } from '../../../functions/sweep/resume-requests.ts';
import { sweepExports } from '../../../functions/sweep/sweep-exports.ts';
import { projectInto } from '../../../functions/views/project.ts';
import { createLocalBlobs, type LocalBlobs } from '../../../infra/local/blobs/index.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { onRequest, received } from '../../support/compliance.ts';
import { engineHome, type Home } from '../../support/stores.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

let home: Home;
let dataDir: string;
let blobs: LocalBlobs;
let requests: RequestIndex;
let project: ReturnType<typeof projectInto>;
let clock: number;
const now = () => new Date(clock).toISOString();
const wait = (milliseconds: number) => {
  clock += milliseconds;
};
const store = () => home.storeWith({ now });

beforeEach(async () => {
  clock = Date.parse('2026-03-01T12:00:00.000Z');
  home = await engineHome();
  dataDir = mkdtempSync(join(tmpdir(), 'dixon-test-'));
  blobs = createLocalBlobs({ dataDir, now });
  requests = createDynamoDBRequestIndex(home.client!, 'views');
  const sessions = createDynamoDBSessionList(home.client!, 'views', home.vault);
  const generations = createDynamoDBGenerationIndex(home.client!, 'views');
  project = projectInto({ store: store(), sessions, requests, generations });
});
afterEach(async () => {
  await home.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const userId = `user-${randomUUID()}`;
type Wish = Parameters<typeof onRequest>[3];

/** What happens to a request, one commit for each wish, and the index that follows it. */
const told = async (requestId: string, ...wishes: Wish[]) => {
  for (const wish of wishes) await onRequest(store(), userId, requestId, wish);
  for await (const commit of home.log.read(privacyStream(userId, requestId))) await project(commit);
};
const asked = async (...wishes: Wish[]): Promise<string> => {
  const requestId = await received(store(), userId);
  await told(requestId, ...wishes);
  return requestId;
};
const stateOf = async (requestId: string) => (await store().load(privacy, privacyStream(userId, requestId))).state;

const execute = async <S, E extends AnyEvent>(
  model: StreamModel<S, E>,
  address: StreamAddress,
  wish: (state: S, at: string) => E[],
): Promise<string> => {
  const correlation = randomUUID();
  const context = { commandId: randomUUID(), actor: { kind: 'person' as const, id: userId }, correlation };
  await store().execute(model, address, context, wish);
  return correlation;
};

describe('administrators', () => {
  it('hear of what is due within five days and of what is overdue, once a day each, and of nothing else', async () => {
    const overdue = await asked();
    wait(20 * DAY);
    const soon = await asked(confirmIdentity('login'));
    const over = await asked(refuseRequest('excessive'));
    wait(4 * DAY);
    const later = await asked();
    const notices: Notice[] = [];
    let isDown = true;
    const alert = alertDueRequests({
      requests,
      now,
      notify: async (notice) => {
        if (isDown && notice.request === overdue) throw new StorageUnavailable('event bus');
        notices.push(notice);
      },
    });
    wait(19 * DAY);
    expect(await alert()).toEqual({ soon: 1, overdue: 1, failed: { StorageUnavailable: 1 } });
    isDown = false;
    expect(await alert()).toEqual({ soon: 1, overdue: 1, failed: {} });
    expect(notices.map(({ failure, request }) => `${failure} ${request}`).toSorted()).toEqual(
      [`RequestDueSoon ${soon}`, `RequestDueSoon ${soon}`, `RequestOverdue ${overdue}`].toSorted(),
    );
    expect(notices[0]).toEqual({
      ...{ operation: 'privacy-request-due', failure: 'RequestDueSoon', request: soon, at: now() },
    });
    expect(JSON.stringify(notices)).not.toContain(userId);
    expect(JSON.stringify(notices)).not.toMatch(new RegExp(`${over}|${later}`));
  });
});

describe('an export', () => {
  const FACTS = { files: 1, bytes: 3, sha256: 'ab'.repeat(32), signature: 'c2ln', keyId: 'cd'.repeat(32) };
  const made = async (): Promise<string> => {
    const expiresAt = new Date(clock + 7 * DAY).toISOString();
    const requestId = await asked(confirmIdentity('login'), completeExport({ ...FACTS, signedAt: now(), expiresAt }));
    for (const key of [archiveKey(userId, requestId), `${partsOf(userId, requestId)}account.json`])
      await blobs.write(key, Buffer.from('zip'), 'application/zip');
    return requestId;
  };
  const files = () => Array.fromAsync(blobs.list(exportsOf(userId)), ({ key }) => key);

  it('is there for a week, and goes with everything beside it when that is over', async () => {
    const requestId = await made();
    const sweep = sweepExports({ requests, blobs, store: store(), now });
    wait(7 * DAY - 1);
    expect(await sweep()).toEqual({ due: 0, erased: 0, files: 0, failed: {} });
    const young = await made();
    wait(1);
    expect(await sweep()).toEqual({ due: 1, erased: 1, files: 2, failed: {} });
    expect(await files()).toEqual([archiveKey(userId, young), `${partsOf(userId, young)}account.json`]);
    expect(await stateOf(requestId)).toMatchObject({ status: 'expired' });
    expect(await stateOf(young)).toMatchObject({ status: 'exported' });
    await told(requestId);
    expect(await sweep()).toMatchObject({ due: 0 });
  });

  it('that cannot be removed stops no other, and goes the next time', async () => {
    const [first, second] = [await made(), await made()];
    wait(7 * DAY);
    let isDown = true;
    const remove: LocalBlobs['remove'] = async (keys) => {
      if (isDown && keys.some((key) => key.includes(first))) throw new StorageUnavailable('blobs');
      return blobs.remove(keys);
    };
    const sweep = sweepExports({ requests, blobs: { ...blobs, remove }, store: store(), now });
    expect(await sweep()).toEqual({ due: 2, erased: 1, files: 2, failed: { StorageUnavailable: 1 } });
    // what still lies there is not said to be gone
    expect(await stateOf(first)).toMatchObject({ status: 'exported' });
    expect(await stateOf(second)).toMatchObject({ status: 'expired' });
    isDown = false;
    expect(await sweep()).toMatchObject({ erased: 2, files: 2, failed: {} });
    expect(await files()).toEqual([]);
  });

  it('that the erasure of the account took already is only noted', async () => {
    const requestId = await made();
    await blobs.remove(await files());
    wait(7 * DAY);
    const sweep = sweepExports({ requests, blobs, store: store(), now });
    expect(await sweep()).toEqual({ due: 1, erased: 1, files: 0, failed: {} });
    expect(await stateOf(requestId)).toMatchObject({ status: 'expired' });
    await told(requestId, eraseExport);
  });
});

describe('what got lost', () => {
  const announced: CommitHeader[] = [];
  const places = () => announced.map(({ stream, number }) => `${stream} ${number}`);
  const hear = async (commit: CommitHeader): Promise<void> => void announced.push(commit);
  const resume = (announce = hear) =>
    resumeRequests({ log: home.log, store: store(), requests, announce, now })({ lookBackMinutes: 120 });
  const nothing = { asked: 0, opened: 0, open: 0, started: 0, failed: {} };
  beforeEach(() => announced.splice(0));

  const deleted = async (): Promise<{ address: StreamAddress; requestId: string }> => {
    const address = sessionStream(userId, randomUUID());
    await execute(session, address, startSession({ level: 'quick' }));
    return { address, requestId: await execute(session, address, deleteSession) };
  };

  it('is a deletion of which no request was made: after 20 minutes it is announced once more', async () => {
    const { address } = await deleted();
    const [vehicleId, library] = [randomUUID(), garageStream(userId)];
    await execute(garage, library, addVehicle(vehicleId, { basic: { year: 2024, make: 'A', model: 'B' } }));
    await execute(garage, library, deleteVehicle(vehicleId));
    wait(19 * MINUTE);
    expect(await resume()).toEqual(nothing);
    wait(MINUTE);
    expect(await resume()).toEqual({ ...nothing, asked: 2, opened: 2 });
    expect(places().toSorted()).toEqual([`${address.stream} 2`, `${library.stream} 2`].toSorted());
    wait(120 * MINUTE);
    expect(await resume()).toEqual(nothing);
  });

  it('is none of which a request was made, or that went with something else', async () => {
    const { requestId } = await deleted();
    await received(store(), userId, { kind: 'export' }, requestId);
    const { address } = await deleted();
    await home.log.removeBody(address, 2);
    wait(20 * MINUTE);
    expect(await resume()).toEqual({ ...nothing, asked: 2 });
    expect(announced).toEqual([]);
  });

  it('is a job that never began: the commit that starts it is announced once more', async () => {
    const waiting = await asked();
    const confirmed = await asked(confirmIdentity('login'));
    const resumed = await asked(confirmIdentity('login'), failRequest('collect', 'StorageUnavailable'), resumeRequest);
    const failed = await asked(confirmIdentity('login'), failRequest('collect', 'StorageUnavailable'));
    wait(19 * MINUTE);
    const atWork = await asked(confirmIdentity('login'));
    expect(await resume()).toEqual({ ...nothing, open: 5 });
    wait(MINUTE + 1);
    expect(await resume()).toEqual({ ...nothing, open: 5, started: 2 });
    expect(places().toSorted()).toEqual([`privacy/${confirmed} 2`, `privacy/${resumed} 4`].toSorted());
    // it is under way by now
    await told(confirmed, stepDone('collect', { found: 1, removed: 0, left: 1 }));
    for (const done of [waiting, resumed, failed, atWork]) await told(done, refuseRequest('excessive'));
    expect(await resume()).toMatchObject({ open: 1, started: 0 });
  });

  it('is tried the next time where nobody could be told, and keeps nothing else back', async () => {
    const { address } = await deleted();
    await deleted();
    wait(20 * MINUTE);
    const failing = async (commit: CommitHeader) => {
      if (commit.stream === address.stream) throw new StorageUnavailable('bus');
    };
    expect(await resume(failing)).toEqual({ ...nothing, asked: 2, opened: 1, failed: { StorageUnavailable: 1 } });
    expect(await resume()).toEqual({ ...nothing, asked: 2, opened: 2 });
  });
});

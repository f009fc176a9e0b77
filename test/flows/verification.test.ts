/** SPEC N5: compliance has everything verified, and one person's history. */
import { randomUUID } from 'node:crypto';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audits, auditStream } from '../../events/audits/index.ts';
import { sortKey } from '../../events/core/commit.ts';
import { madeId } from '../../functions/runtime/made-id.ts';
import type { Notice } from '../../functions/runtime/notify.ts';
import { verificationWork } from '../../functions/shared/work/keys.ts';
import { askingOf } from '../support/asking.ts';
import { startLocal, type Local } from '../support/local.ts';
import { says, scripted } from '../support/models.ts';

const AUDREY = 'local:audrey:compliance';

let dixon: Local;
const notices: Notice[] = [];
const { got, codeOf } = askingOf(() => dixon);
beforeAll(async () => {
  dixon = await startLocal({
    model: scripted(says('Noted.')).model,
    notify: async (notice) => void notices.push(notice),
  });
});
afterAll(() => dixon.stop());

type Fault = { kind: string; subject: string | null; stream: string | null; number: number | null; sentence: string };
type Verification = { verificationId: string; status: string; commits: number; faultCount: number; faults: Fault[] };
type Verified = { commits: number; streams: number; erased: number; faults: Fault[]; nextToken: string | null };

/** Somebody with a library and a conversation, both named. */
const somebody = async () => {
  const name = `sam-${randomUUID()}`;
  const who = `local:${name}`;
  const vehicleData = { basic: { year: 2024, make: 'Honda', model: 'Civic' } };
  await got('addUserVehicle', { vehicleData }, who);
  const { conversationId } = await dixon.send('My brakes are squealing', {}, who);
  return { who, userId: `user-${name}`, conversationId, stream: `session/${conversationId}` };
};

/** As somebody would who can write to the table itself. */
const tamper = async (subject: string, stream: string, number: number, fold: string): Promise<void> => {
  await dixon.dynamodb.send(
    new UpdateItemCommand({
      TableName: 'events',
      Key: { pk: { S: subject }, sk: { S: sortKey(stream, number) } },
      UpdateExpression: 'SET fold = :fold',
      ExpressionAttributeValues: { ':fold': { N: fold } },
    }),
  );
};

const verifiedAfter = async (args: object): Promise<Verification> => {
  const { verificationId } = await got<Verification>('startVerification', args, AUDREY);
  await dixon.caughtUp();
  return got<Verification>('getVerification', { verificationId }, AUDREY);
};

describe('everything', () => {
  it('is verified in parts by a job of its own, which leaves its facts and nothing else', async () => {
    await somebody();
    const verification = await verifiedAfter({ segments: 3 });
    expect(verification).toMatchObject({ status: 'ENDED', faultCount: 0, faults: [], error: null });
    // what ended the verification came after it had looked
    expect(verification.commits).toBe((await dixon.commits()) - 1);
    const { verificationId } = verification;
    const history = await Array.fromAsync(dixon.store.history(audits, auditStream(verificationId)));
    expect(history.map(({ events }) => events.map(({ type }) => type))).toEqual([
      ['VerificationBegun'],
      ['VerificationEnded'],
    ]);
    expect(history[0]!.commit.actor).toEqual({ kind: 'operator', id: 'user-audrey' });
    expect(await Array.fromAsync(dixon.blobs.list(verificationWork(verificationId)))).toEqual([]);
    expect(notices).toEqual([]);
  });

  it('asked for again with the same command is the same verification', async () => {
    const commandId = randomUUID();
    const first = await verifiedAfter({ commandId });
    const again = await got<Verification>('startVerification', { commandId, segments: 9 }, AUDREY);
    expect(again).toEqual(first);
    expect(first.verificationId).toBe(madeId('user-audrey', commandId));
  });

  it('that was tampered with is named at the first bad commit, and the administrators hear of it', async () => {
    const { userId, stream } = await somebody();
    await tamper(userId, stream, 2, '99');
    const { verificationId, status, faultCount, faults } = await verifiedAfter({ digests: false });
    await tamper(userId, stream, 2, '1');
    expect({ status, faultCount }).toEqual({ status: 'ENDED', faultCount: 1 });
    expect(faults).toEqual([
      expect.objectContaining({ kind: 'changed-header', subject: userId, stream, number: 2, digest: null }),
    ]);
    expect(faults[0]!.sentence).toMatch(/^[A-Z].*\.$/);
    expect(notices).toEqual([
      { operation: 'verify-history', failure: 'Corrupted', request: verificationId, at: expect.any(String) },
    ]);
  });
});

describe('the history of a person', () => {
  const verify = (args: object, who = AUDREY) => got<Verified>('verifyHistory', args, who);

  it('is verified stream by stream, or one of them alone', async () => {
    const { userId, stream } = await somebody();
    const whole = await verify({ subject: userId });
    expect(whole).toMatchObject({ streams: 3, erased: 0, faults: [], nextToken: null });
    expect(await verify({ subject: userId, stream })).toMatchObject({ streams: 1, faults: [] });
  });

  it('that is erased is told from one that was tampered with', async () => {
    const { who, userId, conversationId, stream } = await somebody();
    const kept = (await dixon.send('And my battery', {}, who)).conversationId;
    await got('deleteSession', { sessionId: conversationId }, who);
    await dixon.caughtUp();
    const clean = await verify({ subject: userId });
    expect(clean.faults).toEqual([]);
    expect(clean.erased).toBe((await verify({ subject: userId, stream })).commits);
    await tamper(userId, `session/${kept}`, 1, '99');
    const { faults, erased } = await verify({ subject: userId });
    await tamper(userId, `session/${kept}`, 1, '1');
    expect(erased).toBe(clean.erased);
    expect(faults).toEqual([expect.objectContaining({ kind: 'changed-header', stream: `session/${kept}`, number: 1 })]);
  });

  it('that is nobody’s can be verified too', async () => {
    const { faults, streams } = await verify({ subject: 'system' });
    expect(faults).toEqual([]);
    expect(streams).toBeGreaterThan(0);
  });

  it('of somebody without one is refused', async () => {
    expect(await codeOf('verifyHistory', { subject: `user-${randomUUID()}` }, AUDREY)).toBe('NotFound');
    const { userId } = await somebody();
    expect(await codeOf('verifyHistory', { subject: userId, stream: 'session/none' }, AUDREY)).toBe('NotFound');
    expect(await codeOf('verifyHistory', { subject: 'everybody' }, AUDREY)).toBe('InvalidInput');
    expect(await codeOf('getVerification', { verificationId: randomUUID() }, AUDREY)).toBe('NotFound');
  });

  it.each(['local:sam', 'local:oscar:ops'])('is verified by compliance alone, not by %s', async (who) => {
    const { userId } = await somebody();
    expect(await codeOf('verifyHistory', { subject: userId }, who)).toBe('PermissionDenied');
    expect(await codeOf('startVerification', {}, who)).toBe('PermissionDenied');
    expect(await codeOf('getVerification', { verificationId: randomUUID() }, who)).toBe('PermissionDenied');
  });
});

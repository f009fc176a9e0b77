/** What the API shows of a request in each of its states, and what a person reads of it. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { privacy, type PrivacyEvent } from '../../../events/privacy/index.ts';
import { toPrivacyRequest } from '../../../functions/api/operations/privacy/request-shape.ts';
import { after, story } from '../../support/given.ts';

const [userId, requestId, vehicleId, holdId] = [`user-${randomUUID()}`, randomUUID(), randomUUID(), randomUUID()];
const WEEK = after(7 * 86_400);
const KEY = 'ab'.repeat(32);

const signer = { keyId: async () => KEY, publicKey: async () => 'public key' };
const shown = async (...events: PrivacyEvent[]) =>
  toPrivacyRequest({ signer }, userId, {
    requestId,
    number: events.length,
    state: story(privacy).given(...events).state,
  });

const asked = (kind: 'export' | 'erasure'): PrivacyEvent => ({
  type: 'RequestReceived',
  wish: kind === 'export' ? { kind } : { kind, scope: { what: 'vehicle', vehicleId } },
  via: 'chat',
  dueAt: after(28 * 86_400),
});
const confirmed: PrivacyEvent = { type: 'IdentityConfirmed', by: 'email' };
const signed = { signedAt: after(1), signature: 'c2ln', keyId: KEY };
const exported: PrivacyEvent = {
  ...{ type: 'ExportCompleted', files: 8, bytes: 9, sha256: 'cd'.repeat(32), expiresAt: WEEK },
  ...signed,
};
const found: PrivacyEvent = { type: 'DataFound', stores: [{ store: 'bodies', found: 40 }] };
const erased = (reason?: 'conversation' | 'begun-since'): PrivacyEvent => ({
  type: 'ErasureCompleted',
  stores: [{ store: 'bodies', found: 40, removed: 39, left: 1, ...(reason ? { reason } : {}) }],
  backupsUntil: WEEK,
  ...signed,
});

const states: [string, object, PrivacyEvent[]][] = [
  ['received', { via: 'chat', endedAt: null, receipt: null, progress: null, steps: [] }, [asked('export')]],
  ['confirmed', { scope: 'vehicle', vehicleId, userId }, [asked('erasure'), confirmed]],
  ['held', { holdId }, [asked('erasure'), confirmed, { type: 'RequestHeld', holdId }]],
  [
    'failed',
    { failedStep: 'bodies', failure: 'StorageUnavailable', holdId: null },
    [asked('erasure'), confirmed, { type: 'RequestFailed', step: 'bodies', error: 'StorageUnavailable' }],
  ],
  ['refused', { refused: 'excessive' }, [asked('export'), { type: 'RequestRefused', reason: 'excessive' }]],
  ['exported', { expiresAt: WEEK }, [asked('export'), confirmed, exported]],
  ['expired', { expiresAt: WEEK }, [asked('export'), confirmed, exported, { type: 'ExportErased' }]],
  ['erased', { backupsUntil: WEEK, failedStep: null }, [asked('erasure'), confirmed, erased()]],
];

describe('a request', () => {
  it.each(states)('that is %s says so, in words as well', async (state, more, events) => {
    const request = await shown(...events);
    expect(request).toMatchObject({ id: requestId, state, ...more });
    expect(request.explanation).toMatch(/^[A-Z].{20,}\.$/);
  });

  it('says in each state something else', async () => {
    const sentences = await Promise.all(states.map(async ([, , events]) => (await shown(...events)).explanation));
    expect(new Set(sentences).size).toBe(states.length);
  });

  it('that is worked on says how far it is, of how much', async () => {
    const atWork = [asked('erasure'), confirmed, found, { type: 'StepAdvanced', step: 'bodies', done: 10 } as const];
    expect((await shown(...atWork)).progress).toEqual({ step: 'bodies', done: 10, of: 40 });
    const tally = { found: 40, removed: 40, left: 0 };
    const done = await shown(...atWork, { type: 'StepDone', step: 'bodies', tally });
    expect(done).toMatchObject({ progress: null, steps: [{ step: 'bodies', ...tally }] });
  });

  it('that is done has its receipt', async () => {
    const { receipt } = await shown(asked('erasure'), confirmed, erased());
    expect(JSON.parse(receipt!)).toMatchObject({ receipt: { requestId, subject: userId }, publicKey: 'public key' });
  });

  it.each([
    ['conversation', 'delete each of them'],
    ['begun-since', 'began since'],
  ] as const)('that left something behind (%s) says why', async (reason, words) => {
    expect((await shown(asked('erasure'), confirmed, erased(reason))).explanation).toContain(words);
  });
});

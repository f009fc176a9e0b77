/** A privacy request as history (SPEC A11, N2, N3, N14). */
import { describe, expect, it } from 'vitest';
import {
  completeErasure,
  completeExport,
  confirmIdentity,
  eraseExport,
  extendRequest,
  failRequest,
  holdRequest,
  isDone,
  openRequest,
  privacy,
  PrivacyEvent,
  refuseRequest,
  resumeRequest,
  stepDone,
} from '../../events/privacy/index.ts';
import type { PrivacyWish } from '../../schemas/privacy.ts';
import { story, NOW } from '../support/given.ts';

const { given } = story(privacy);

const DAY = 86_400_000;
const daysLater = (days: number): string => new Date(Date.parse(NOW) + days * DAY).toISOString();

const WISH: PrivacyWish = { kind: 'erasure', scope: { what: 'account' } };
const HOLD = '11111111-1111-4111-8111-111111111111';
const OTHER_HOLD = '22222222-2222-4222-8222-222222222222';

const received: PrivacyEvent = { type: 'RequestReceived', wish: WISH, via: 'api', dueAt: daysLater(28) };
const exportReceived: PrivacyEvent = { ...received, wish: { kind: 'export' } };
const confirmed: PrivacyEvent = { type: 'IdentityConfirmed', by: 'login' };
const extended: PrivacyEvent = { type: 'RequestExtended', dueAt: daysLater(88), reason: 'complex' };
const refused: PrivacyEvent = { type: 'RequestRefused', reason: 'excessive' };
const held: PrivacyEvent = { type: 'RequestHeld', holdId: HOLD };
const resumed: PrivacyEvent = { type: 'RequestResumed' };
const tally = { found: 3, removed: 3, left: 0 };
const keysDone: PrivacyEvent = { type: 'StepDone', step: 'keys', tally };
const failed: PrivacyEvent = { type: 'RequestFailed', step: 'bodies', error: 'StorageUnavailable' };
const facts = { files: 8, bytes: 120_000, sha256: 'ab'.repeat(32), expiresAt: daysLater(7) };
const exported: PrivacyEvent = { type: 'ExportCompleted', ...facts };
const exportErased: PrivacyEvent = { type: 'ExportErased' };
const receipt = {
  stores: [{ store: 'bodies' as const, found: 9, removed: 8, left: 1, reason: 'begun-since' as const }],
  backupsUntil: daysLater(35),
  signature: 'c2lnbmVk',
  keyId: 'local-1',
};
const erased: PrivacyEvent = { type: 'ErasureCompleted', ...receipt };

const ENDED: [string, PrivacyEvent[]][] = [
  ['refused', [received, refused]],
  ['exported', [exportReceived, confirmed, exported]],
  ['expired', [exportReceived, confirmed, exported, exportErased]],
  ['erased', [received, confirmed, erased]],
];

describe('a request', () => {
  it('is due 28 days after it was received', () =>
    given()
      .when(openRequest({ wish: WISH, via: 'api' }), NOW)
      .then(received));

  it('that is made again is the same one', () =>
    given(received)
      .when(openRequest({ wish: WISH, via: 'chat' }))
      .thenNothing());

  it('of the same id for something else is refused', () =>
    given(received)
      .when(openRequest({ wish: { kind: 'export' }, via: 'api' }))
      .thenRefused('AlreadyExists'));

  it('is confirmed once', () => {
    given(received).when(confirmIdentity('login')).then(confirmed);
    given(received, confirmed).when(confirmIdentity('email')).thenNothing();
    expect(given(received, confirmed).state).toMatchObject({ status: 'confirmed', confirmedBy: 'login' });
  });

  it('that waits for a hold can be confirmed meanwhile, and goes on after it', () => {
    expect(given(received, held, confirmed).state).toMatchObject({ status: 'held', confirmedBy: 'login' });
    expect(given(received, held, confirmed, resumed).state).toMatchObject({ status: 'confirmed' });
    expect(given(received, held, resumed).state).toMatchObject({ status: 'received' });
  });
});

describe('an extension', () => {
  it('brings 60 more days', () => {
    given(received).when(extendRequest('complex')).then(extended);
    expect(given(received, extended).state).toMatchObject({ dueAt: daysLater(88), extension: 'complex' });
  });

  it('that is repeated changes nothing, and a second one is refused', () => {
    given(received, extended).when(extendRequest('complex')).thenNothing();
    given(received, extended).when(extendRequest('many-requests')).thenRefused('QuotaExceeded');
  });

  it('is possible until the due date and not after it', () => {
    given(received).when(extendRequest('complex'), daysLater(28)).then(extended);
    given(received).when(extendRequest('complex'), daysLater(28.01)).thenRefused('PermissionDenied');
  });

  it('stays with the request whatever comes after it', () =>
    expect(given(received, extended, confirmed, held, resumed, failed, resumed).state).toMatchObject({
      status: 'confirmed',
      dueAt: daysLater(88),
    }));
});

describe('a refusal', () => {
  it('ends a request whose work has not begun', () => {
    given(received).when(refuseRequest('excessive')).then(refused);
    given(received, confirmed, held).when(refuseRequest('excessive')).then(refused);
    expect(given(received, refused).state).toMatchObject({ status: 'refused', reason: 'excessive', endedAt: NOW });
  });

  it('of what is half done is no refusal', () =>
    given(received, confirmed, keysDone).when(refuseRequest('excessive')).thenRefused('InvalidInput'));

  it('that is repeated changes nothing, and its reason stands', () => {
    given(received, refused).when(refuseRequest('excessive')).thenNothing();
    given(received, refused).when(refuseRequest('legal-claims')).thenRefused('InvalidInput');
  });
});

describe('a hold', () => {
  it('makes a request wait, once', () => {
    given(received, confirmed).when(holdRequest(HOLD)).then(held);
    given(received, confirmed, held).when(holdRequest(HOLD)).thenNothing();
    given(received, confirmed, failed).when(holdRequest(HOLD)).then(held);
  });

  it('takes the place of another one', () =>
    given(received, confirmed, held).when(holdRequest(OTHER_HOLD)).then({ type: 'RequestHeld', holdId: OTHER_HOLD }));

  it('that ends lets it go on, with the steps that were done', () => {
    given(received, confirmed, keysDone, held).when(resumeRequest).then(resumed);
    expect(given(received, confirmed, keysDone, held, resumed).state).toMatchObject({
      status: 'confirmed',
      steps: [{ step: 'keys', ...tally }],
    });
    expect(given(received, confirmed, held, resumed).state).not.toHaveProperty('holdId');
  });

  it('keeps an erasure from being complete; a step that was under way is on record all the same', () => {
    given(received, confirmed, held).when(completeErasure(receipt)).thenRefused('PermissionDenied');
    given(received, confirmed, held).when(stepDone('keys', tally)).then(keysDone);
  });

  it('nothing that goes on is resumed', () => {
    given(received).when(resumeRequest).thenNothing();
    given(received, confirmed).when(resumeRequest).thenNothing();
  });
});

describe('a job', () => {
  it('touches nobody’s data before it is sure whose it is', () => {
    given(received).when(stepDone('keys', tally)).thenRefused('PermissionDenied');
    given(received).when(completeErasure(receipt)).thenRefused('PermissionDenied');
    given(exportReceived).when(completeExport(facts)).thenRefused('PermissionDenied');
  });

  it('does each step once, and the first tally stays', () => {
    given(received, confirmed).when(stepDone('keys', tally)).then(keysDone);
    given(received, confirmed, keysDone)
      .when(stepDone('keys', { found: 0, removed: 0, left: 0 }))
      .thenNothing();
    const { state } = given(received, confirmed, keysDone);
    expect([isDone(state, 'keys'), isDone(state, 'bodies'), isDone(privacy.initial, 'keys')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('that fails leaves a state a person can act on, and goes on where it was', () => {
    given(received, confirmed, keysDone).when(failRequest('bodies', 'StorageUnavailable')).then(failed);
    given(received, confirmed, failed).when(failRequest('bodies', 'StorageUnavailable')).thenNothing();
    const { state } = given(received, confirmed, keysDone, failed);
    expect(state).toMatchObject({ status: 'failed', step: 'bodies', error: 'StorageUnavailable' });
    given(received, confirmed, keysDone, failed).when(resumeRequest).then(resumed);
    expect(isDone(given(received, confirmed, keysDone, failed, resumed).state, 'keys')).toBe(true);
  });

  it('that was given up and finished all the same is finished', () =>
    given(received, confirmed, failed).when(completeErasure(receipt)).then(erased));

  it('erases, and the receipt is the request’s end', () => {
    given(received, confirmed, keysDone).when(completeErasure(receipt)).then(erased);
    expect(given(received, confirmed, keysDone, erased).state).toMatchObject({ status: 'erased', receipt });
  });

  it('exports, and a week later the export is gone', () => {
    given(exportReceived, confirmed).when(completeExport(facts)).then(exported);
    given(exportReceived, confirmed, exported).when(eraseExport).then(exportErased);
    given(exportReceived, confirmed, exported, exportErased).when(eraseExport).thenNothing();
    given(received, confirmed).when(eraseExport).thenNothing();
    const { state } = given(exportReceived, confirmed, exported, exportErased);
    expect(state).toMatchObject({ status: 'expired', facts });
  });

  it('does not answer an erasure with an export, nor the other way round', () => {
    given(received, confirmed).when(completeExport(facts)).thenRefused('InvalidInput');
    given(exportReceived, confirmed).when(completeErasure(receipt)).thenRefused('InvalidInput');
  });
});

describe.each(ENDED)('a request that is %s', (status, past) => {
  const { state, when } = given(...past);

  it('says so', () => expect(state).toMatchObject({ status, endedAt: NOW }));

  it('hears nothing more of its job', () => {
    for (const late of [
      holdRequest(HOLD),
      resumeRequest,
      stepDone('keys', tally),
      failRequest('keys', 'TimeoutError'),
      completeExport(facts),
      completeErasure(receipt),
      confirmIdentity('email'),
    ])
      when(late).thenNothing();
  });

  it('is neither extended nor refused any more', () => {
    when(extendRequest('complex')).thenRefused('InvalidInput');
    when(refuseRequest('legal-claims')).thenRefused('InvalidInput');
  });
});

it('of a request that nobody made there is nothing to tell', () => {
  for (const wish of [
    confirmIdentity('login'),
    extendRequest('complex'),
    refuseRequest('excessive'),
    holdRequest(HOLD),
    resumeRequest,
    stepDone('keys', tally),
    failRequest('keys', 'TimeoutError'),
    completeExport(facts),
    eraseExport,
    completeErasure(receipt),
  ])
    given().when(wish).thenRefused('NotFound');
  expect(given(confirmed, keysDone).state).toEqual(privacy.initial);
});

it('no event has room for what somebody wrote', () => {
  const written = 'They called about their brakes';
  for (const event of [
    { ...refused, reason: written },
    { ...extended, reason: written },
    { ...failed, error: written },
    { ...failed, step: written },
    { ...held, holdId: written },
    { ...received, via: written },
    { ...erased, signature: written },
  ])
    expect(PrivacyEvent.safeParse(event).success).toBe(false);
  const all = [
    received,
    exportReceived,
    confirmed,
    extended,
    refused,
    held,
    resumed,
    keysDone,
    failed,
    exported,
    erased,
  ];
  for (const event of all) expect(PrivacyEvent.parse(event)).toEqual(event);
});

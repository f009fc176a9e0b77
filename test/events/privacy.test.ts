/** A privacy request as history (SPEC A11, N2, N3, N14). What its job tells is in `privacy/work.test.ts`. */
import { describe, expect, it } from 'vitest';
import {
  collectedAgain,
  completeErasure,
  completeExport,
  confirmIdentity,
  dataFound,
  eraseExport,
  extendRequest,
  failRequest,
  holdRequest,
  lookAtErasures,
  openRequest,
  personTold,
  privacy,
  PrivacyEvent,
  refuseRequest,
  resumeRequest,
  stepAdvanced,
  stepDone,
} from '../../events/privacy/index.ts';
import { NOW } from '../support/given.ts';
import {
  advanced,
  collectedOnceMore,
  confirmed,
  daysLater,
  ENDED,
  erased,
  exported,
  exportReceived,
  extended,
  facts,
  failed,
  found,
  given,
  held,
  HOLD,
  keysDone,
  OTHER_HOLD,
  overtaken,
  receipt,
  received,
  refused,
  resumed,
  stores,
  tally,
  told,
  WISH,
} from './privacy/history.ts';

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

  it('of what is half done is no refusal, nor of what a job has begun with', () => {
    given(received, confirmed, keysDone).when(refuseRequest('excessive')).thenRefused('InvalidInput');
    given(received, confirmed, found).when(refuseRequest('excessive')).thenRefused('InvalidInput');
  });

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

describe.each(ENDED)('a request that is %s', (status, past) => {
  const { state, when } = given(...past);

  it('says so', () => expect(state).toMatchObject({ status, endedAt: NOW }));

  it('hears nothing more of its job', () => {
    for (const late of [
      holdRequest(HOLD),
      resumeRequest,
      stepDone('keys', tally),
      dataFound(stores),
      stepAdvanced('bodies', 4),
      lookAtErasures(2),
      collectedAgain,
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
    dataFound(stores),
    stepAdvanced('bodies', 4),
    personTold,
    lookAtErasures(2),
    collectedAgain,
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
    { ...erased, keyId: written },
    { ...advanced, step: written },
    { ...found, stores: [{ store: written, found: 1 }] },
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
    found,
    advanced,
    keysDone,
    told,
    failed,
    overtaken,
    collectedOnceMore,
    exported,
    erased,
  ];
  for (const event of all) expect(PrivacyEvent.parse(event)).toEqual(event);
});

/** What the job of a privacy request tells: each step once, whatever is repeated (SPEC N2, N3). */
import { describe, expect, it } from 'vitest';
import {
  collectedAgain,
  completeErasure,
  completeExport,
  dataFound,
  eraseExport,
  failRequest,
  isDone,
  isOvertaken,
  lookAtErasures,
  personTold,
  privacy,
  resumeRequest,
  retryRequest,
  stepAdvanced,
  stepDone,
} from '../../../events/privacy/index.ts';
import {
  advanced,
  collectedOnceMore,
  confirmed,
  erased,
  exported,
  exportErased,
  exportReceived,
  facts,
  failed,
  found,
  given,
  held,
  keysDone,
  overtaken,
  receipt,
  received,
  resumed,
  stores,
  tally,
  told,
} from './history.ts';

describe('a job', () => {
  it('touches nobody’s data before it is sure whose it is', () => {
    given(received).when(stepDone('keys', tally)).thenRefused('PermissionDenied');
    given(received).when(completeErasure(receipt)).thenRefused('PermissionDenied');
    given(exportReceived).when(completeExport(facts)).thenRefused('PermissionDenied');
  });

  it('is begun again by a person where it failed or was lost, and neither before it is sure who asks nor after its end', () => {
    given(received, confirmed, failed).when(retryRequest).then(resumed);
    given(received, confirmed).when(retryRequest).then(resumed);
    given(received).when(retryRequest).thenNothing();
    given(received, confirmed, erased).when(retryRequest).thenNothing();
    given(received, confirmed, held).when(retryRequest).thenRefused('PermissionDenied');
    given().when(retryRequest).thenRefused('NotFound');
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

  it('says what it found before it took anything, and the first answer stays', () => {
    given(received, confirmed).when(dataFound(stores)).then(found);
    given(received).when(dataFound(stores)).thenRefused('PermissionDenied');
    given(received, confirmed, found).when(dataFound([])).thenNothing();
    expect(given(received, confirmed, found, failed, resumed).state).toMatchObject({ found: stores });
  });

  it('says how far a long step has come, until it is over', () => {
    const begun = given(received, confirmed);
    begun.when(stepAdvanced('bodies', 4)).then(advanced);
    const { when, state } = given(received, confirmed, advanced);
    expect(state).toMatchObject({ advanced: { step: 'bodies', done: 4 } });
    when(stepAdvanced('bodies', 4)).thenNothing();
    when(stepAdvanced('bodies', 3)).thenNothing();
    when(stepAdvanced('bodies', 5)).then({ ...advanced, done: 5 });
    const over = given(received, confirmed, advanced, { ...keysDone, step: 'bodies' });
    expect(over.state).not.toHaveProperty('advanced');
    over.when(stepAdvanced('bodies', 5)).thenNothing();
  });

  it('tells the person once, before its work or after its end', () => {
    given(received, confirmed).when(personTold).then(told);
    given(received, confirmed, told).when(personTold).thenNothing();
    given(exportReceived, confirmed, exported).when(personTold).then(told);
    const { state, when } = given(exportReceived, confirmed, exported, told);
    expect(state).toMatchObject({ status: 'exported', facts });
    when(personTold).thenNothing();
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

describe('an export that erasures overtake', () => {
  it('is collected again where they have come farther since it last looked', () => {
    given(exportReceived, confirmed).when(lookAtErasures(0)).thenNothing();
    given(exportReceived, confirmed).when(lookAtErasures(2)).then(overtaken);
    const again = given(exportReceived, confirmed, overtaken, collectedOnceMore);
    again.when(lookAtErasures(2)).thenNothing();
    again.when(lookAtErasures(3)).then({ ...overtaken, erasures: 3 });
    expect(isOvertaken(again.state)).toBe(false);
  });

  it('counts nothing until then, however often it looks', () => {
    const { state, when } = given(exportReceived, confirmed, overtaken);
    expect(isOvertaken(state)).toBe(true);
    when(lookAtErasures(2)).thenNothing();
    when(lookAtErasures(3)).thenNothing();
    when(collectedAgain).then(collectedOnceMore);
  });

  it('that was not overtaken has nothing to collect again, and an erasure never has', () => {
    given(exportReceived, confirmed).when(collectedAgain).thenNothing();
    given(exportReceived, confirmed, overtaken, collectedOnceMore).when(collectedAgain).thenNothing();
    given(received, confirmed).when(lookAtErasures(2)).thenNothing();
  });

  it('remembers it through a failure, and not beyond its end', () => {
    expect(isOvertaken(given(exportReceived, confirmed, overtaken, failed, resumed).state)).toBe(true);
    expect(given(exportReceived, confirmed, overtaken, collectedOnceMore, exported).state).not.toHaveProperty(
      'overtaken',
    );
  });
});

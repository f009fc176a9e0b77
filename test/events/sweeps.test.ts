import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { recordUploads, sweeps, sweepsStream } from '../../events/sweeps/index.ts';
import { story } from '../support/given.ts';

const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
const failed = [{ uploadId: third, error: 'StorageUnavailable' }];

it('what a sweep removed and what it could not are two facts', () => {
  story(sweeps)
    .given()
    .when(recordUploads({ removed: [first, second], failed }))
    .then({ type: 'UploadsRemoved', uploads: [first, second] }, { type: 'UploadsNotRemoved', uploads: failed });
});

it('a sweep that had nothing to take is none', () => {
  story(sweeps)
    .given()
    .when(recordUploads({ removed: [], failed: [] }))
    .thenNothing();
});

it('a day’s files are counted', () => {
  const { state } = story(sweeps).given(
    { type: 'UploadsRemoved', uploads: [first] },
    { type: 'UploadsNotRemoved', uploads: failed },
    { type: 'UploadsRemoved', uploads: [second, third] },
  );
  expect(state).toEqual({ removed: 3, failed: 1 });
});

it('they are nobody’s, and lie together by the day', () => {
  expect(sweepsStream('2026-11-21T09:30:00.000Z')).toEqual({ subject: 'system', stream: 'sweeps/2026-11-21' });
});

import { describe, it } from 'vitest';
import { attachFile, FILE_LIMIT, removeFile, session, type SessionEvent } from '../../../events/session/index.ts';
import { story } from '../../support/given.ts';

const { given } = story(session);
const started: SessionEvent = { type: 'SessionStarted', level: 'quick' };
const fileOf = (n: number) => ({
  uploadId: `${String(n).padStart(8, '0')}-2222-4222-8222-222222222222`,
  contentType: 'image/png',
  size: 70,
  name: `picture ${n}.png`,
});
const attached = (n: number): SessionEvent => ({ type: 'FileAttached', ...fileOf(n) });
const removed = (n: number): SessionEvent => ({ type: 'FileRemoved', uploadId: fileOf(n).uploadId });
const full = Array.from({ length: FILE_LIMIT }, (_, n) => attached(n));

describe('the files of a session', () => {
  it('are attached once each', () => {
    given(started)
      .when(attachFile(fileOf(1)))
      .then(attached(1));
    given(started, attached(1))
      .when(attachFile(fileOf(1)))
      .thenNothing();
    given(started, { type: 'SessionArchived' })
      .when(attachFile(fileOf(1)))
      .then(attached(1));
  });

  it('are ten: the eleventh is refused, and a repeat of the tenth is not', () => {
    given(started, ...full)
      .when(attachFile(fileOf(10)))
      .thenRefused('QuotaExceeded');
    given(started, ...full)
      .when(attachFile(fileOf(9)))
      .thenNothing();
    given(started, ...full, removed(3))
      .when(attachFile(fileOf(10)))
      .then(attached(10));
  });

  it('are removed once, and may come back', () => {
    given(started, attached(1))
      .when(removeFile(fileOf(1).uploadId))
      .then(removed(1));
    given(started, attached(1), removed(1))
      .when(removeFile(fileOf(1).uploadId))
      .thenRefused('NotFound');
    given(started, attached(1), removed(1))
      .when(attachFile(fileOf(1)))
      .then(attached(1));
  });

  it('belong to a session that is there', () => {
    given()
      .when(attachFile(fileOf(1)))
      .thenRefused('NotFound');
    given(started, attached(1), { type: 'SessionDeleted' })
      .when(removeFile(fileOf(1).uploadId))
      .thenRefused('NotFound');
  });
});

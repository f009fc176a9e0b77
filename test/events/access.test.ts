/** SPEC N6: what auditors opened, as history. */
import { expect, it } from 'vitest';
import { access, accessStream, recordReading, type AccessEvent } from '../../events/access/index.ts';
import { story } from '../support/given.ts';

const { given } = story(access);

const reading = { stream: 'garage', number: 7, reason: 'Complaint 4711 of the driver' };
const opened: AccessEvent = { type: 'HistoryOpened', ...reading };

it('a reading is recorded with what was opened and why', () => given().when(recordReading(reading)).then(opened));

it('every reading counts, also of what was read before', () => {
  given(opened).when(recordReading(reading)).then(opened);
  expect(given(opened, opened).state).toEqual({ opened: 2 });
});

it('a reading stands in a stream of the person whose history it was', () =>
  expect(accessStream('user-nora')).toEqual({ subject: 'user-nora', stream: 'access' }));

it('a reason is at least ten characters, and is sealed as a word about a person', () => {
  const parsed = (reason: string) => access.events.safeParse({ ...opened, reason }).success;
  expect([parsed('why'), parsed(' '.repeat(40)), parsed('Complaint 4711')]).toEqual([false, false, true]);
});

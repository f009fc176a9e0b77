/** The verifier of many streams: it names the first bad commit of each, and can stop behind any commit. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Commit } from '../../../events/core/commit.ts';
import { atTheStart, isPassedOver, passOver, step, type VerifierState } from '../../../events/core/verifier.ts';
import type { HistoryFault } from '../../../schemas/audit.ts';
import { count, counter } from '../../support/counter-stream.ts';
import { memoryHome } from '../../support/stores.ts';

const SUBJECT = 'user-sam';
const STREAMS = ['counter/1', 'counter/2', 'counter/3'];
const EACH = 4;

let commits: Commit[];
beforeAll(async () => {
  const { store, log } = await memoryHome();
  const actor = { kind: 'person' as const, id: SUBJECT };
  for (const stream of STREAMS)
    for (let n = 1; n <= EACH; n += 1) {
      const context = { commandId: randomUUID(), actor, correlation: 'c' };
      await store.execute(counter, { subject: SUBJECT, stream }, context, count(n));
    }
  commits = await Array.fromAsync(log.readSubject(SUBJECT));
});

const verify = (found: readonly Commit[], from: VerifierState = atTheStart) => {
  const faults: HistoryFault[] = [];
  let state = from;
  for (const commit of found) {
    const next = step(state, commit);
    state = next.state;
    if (next.fault) faults.push(next.fault);
  }
  return { state, faults };
};

const at = (stream: number, number: number): number => stream * EACH + number - 1;
const changed = (index: number, change: Partial<Commit>): Commit[] =>
  commits.with(index, { ...commits[index]!, ...change });

it('streams as they were appended verify, one after the other', () => {
  const { state, faults } = verify(commits);
  expect(faults).toEqual([]);
  expect(state).toMatchObject({ commits: 12, streams: 3, atHand: { stream: 'counter/3', number: EACH } });
});

describe('of each stream the first bad commit is named, and what is wrong with it', () => {
  const named = (kind: string, stream: number, number: number) => ({
    kind,
    subject: SUBJECT,
    stream: STREAMS[stream],
    number,
  });
  it.each<[string, () => Commit[], object[]]>([
    ['a changed header', () => changed(at(0, 2), { command: 'another' }), [named('changed-header', 0, 2)]],
    ['a changed body', () => changed(at(1, 3), { body: commits[0]!.body! }), [named('changed-body', 1, 3)]],
    ['another link', () => changed(at(2, 2), { prev: new Uint8Array(32) }), [named('broken-link', 2, 2)]],
    ['a number that is missing', () => commits.toSpliced(at(1, 2), 1), [named('missing-number', 1, 2)]],
    ['a beginning that is missing', () => commits.toSpliced(at(1, 1), 1), [named('missing-number', 1, 1)]],
    [
      'two streams, each with more than one',
      () =>
        changed(at(0, 2), { fold: 7 })
          .with(at(0, 4), { ...commits[at(0, 4)]!, fold: 7 })
          .with(at(2, 1), { ...commits[at(2, 1)]!, fold: 7 }),
      [named('changed-header', 0, 2), named('changed-header', 2, 1)],
    ],
  ])('%s', (_name, history, expected) => {
    const { state, faults } = verify(history());
    expect(faults).toEqual(expected);
    expect(state).toMatchObject({ commits: history().length, streams: 3 });
  });

  it('a stream of which everything is gone is one less', () => {
    const { state, faults } = verify(commits.toSpliced(EACH, EACH));
    expect(faults).toEqual([]);
    expect(state.streams).toBe(2);
  });
});

it('it stops behind any commit and goes on elsewhere, to the same end', () => {
  const broken = changed(at(1, 2), { fold: 7 });
  const whole = verify(broken);
  fc.assert(
    fc.property(fc.nat(broken.length), (stop) => {
      const first = verify(broken.slice(0, stop));
      const carried = JSON.parse(JSON.stringify(first.state)) as VerifierState;
      const second = verify(broken.slice(stop), carried);
      expect(second.state).toEqual(whole.state);
      expect([...first.faults, ...second.faults]).toEqual(whole.faults);
    }),
  );
});

it('a stream whose fault was named elsewhere is passed over to its end', () => {
  const address = { subject: SUBJECT, stream: STREAMS[0]! };
  const broken = changed(at(0, 3), { fold: 7 });
  const { state, faults } = verify(broken, passOver(atTheStart, address));
  expect(faults).toEqual([]);
  expect(state.streams).toBe(3);
  expect(isPassedOver(passOver(atTheStart, address), address)).toBe(true);
  expect(isPassedOver(state, address)).toBe(false);
});

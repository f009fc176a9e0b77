/** The tree of what caused what, out of headers alone. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventId, type CommitHeader } from '../../../events/core/commit.ts';
import { causeOf, positionOf, treeOf } from '../../../functions/audit/operations/history/causation-tree.ts';
import { commitOf } from '../../support/ledgers.ts';

const at = (seconds: number): string =>
  new Date(Date.parse('2026-03-01T10:00:00.000Z') + seconds * 1_000).toISOString();

const made = (stream: string, number: number, seconds: number, cause?: CommitHeader): CommitHeader => ({
  ...commitOf({ subject: 'user-nora', stream, number, at: at(seconds) }),
  ...(cause ? { causation: eventId(cause.stream, cause.number, 0) } : {}),
});

const shown = (nodes: ReturnType<typeof treeOf>) =>
  nodes.map(({ commit, parent, depth }) => `${'  '.repeat(depth)}${positionOf(commit)} < ${parent ?? '-'}`);

describe('a tree', () => {
  const request = made('privacy/1', 1, 0);
  const held = made('privacy/1', 2, 1, request);
  const cleared = made('garage', 4, 2, held);
  const other = made('account', 3, 3, request);

  it('has causes before what they caused, and each branch at one place', () =>
    expect(shown(treeOf([cleared, other, held, request]))).toEqual([
      'privacy/1#0000000001 < -',
      '  privacy/1#0000000002 < privacy/1#0000000001',
      '    garage#0000000004 < privacy/1#0000000002',
      '  account#0000000003 < privacy/1#0000000001',
    ]));

  it('has the steps of a turn below what began it, though none of them names a cause', () => {
    const [asked, looked, answered] = [1, 2, 4].map((number) => made('session/a', number, number));
    expect(shown(treeOf([answered!, looked!, asked!]))).toEqual([
      'session/a#0000000001 < -',
      '  session/a#0000000002 < session/a#0000000001',
      '  session/a#0000000004 < session/a#0000000001',
    ]);
    // and where the beginning stands on another page
    expect(shown(treeOf([answered!], [asked!]))).toEqual(['  session/a#0000000004 < session/a#0000000001']);
  });

  it('begins with what was caused from outside', () =>
    expect(shown(treeOf([cleared, held]))).toEqual([
      'privacy/1#0000000002 < -',
      '  garage#0000000004 < privacy/1#0000000002',
    ]));

  it('counts from its root where that stands on another page', () =>
    expect(shown(treeOf([cleared], [request, held]))).toEqual(['    garage#0000000004 < privacy/1#0000000002']));
});

it('a commit that names no event has no cause', () => {
  for (const causation of ['', 'garage', 'garage#0000000001', 'garage#1.0', 'garage#0000000001.x', '#.', '.0'])
    expect(causeOf({ causation })).toBeNull();
  expect(causeOf({ causation: 'session/a.b#0000000012.3' })).toEqual({ stream: 'session/a.b', number: 12 });
});

it('whatever names whatever, each commit stands there once and none before its cause, rings apart', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1, max: 12 }), { minLength: 1, maxLength: 12 }), (causes) => {
      const plain = causes.map((_, n) => made('garage', n + 1, n % 4));
      const commits = plain.map((_, n) => made('garage', n + 1, n % 4, plain[causes[n]!] ?? undefined));
      const tree = treeOf(commits);
      expect(tree.map(({ commit }) => commit.number).toSorted((a, b) => a - b)).toEqual(commits.map((c) => c.number));
      const places = new Map(tree.map(({ commit }, place) => [positionOf(commit), place]));
      // without rings, of which there are none where every cause is older
      if (causes.every((cause, n) => cause < n))
        for (const { commit, parent, depth } of tree) {
          expect(parent === null).toBe(depth === 0);
          if (parent !== null) expect(places.get(parent)!).toBeLessThan(places.get(positionOf(commit))!);
        }
    }),
  ));

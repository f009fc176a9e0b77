/** The verifier names the first commit that is not as it was, and what is wrong with it. */
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalHeader, verifyChain } from '../../../events/core/chain.ts';
import { parseSortKey, sortKey, type Commit } from '../../../events/core/commit.ts';
import { count, counter } from '../../support/counter-stream.ts';
import { memoryHome } from '../../support/stores.ts';

let commits: Commit[];
beforeAll(async () => {
  const { store, log } = await memoryHome();
  const address = { subject: 'user-sam', stream: 'counter/1' };
  for (let n = 1; n <= 5; n += 1)
    await store.execute(
      counter,
      address,
      { commandId: `command-${n}`, actor: { kind: 'person', id: 'user-sam' }, correlation: 'c', causation: 'x#1' },
      count(n),
    );
  commits = await Array.fromAsync(log.read(address));
});

const withThird = (change: Partial<Commit>): Commit[] => commits.with(2, { ...commits[2]!, ...change });
const faultOf = async (stream: Commit[]) => (await verifyChain(stream)).fault;

it('a stream as it was appended verifies, to its head', async () => {
  const report = await verifyChain(commits);
  expect(report).toEqual({ commits: 5, erased: 0, head: commits[4]!.hash });
});

it('an empty stream verifies', async () => expect(await verifyChain([])).toMatchObject({ commits: 0 }));

describe('what was changed is found', () => {
  const headers: [string, Partial<Commit>][] = [
    ['the actor', { actor: { kind: 'operator', id: 'x' } }],
    ['the time', { at: '2020-01-01T00:00:00.000Z' }],
    ['an event type', { events: [{ type: 'Renamed', version: 1 }] }],
    ['an event version', { events: [{ type: 'Counted', version: 2 }] }],
    ['the command', { command: 'another' }],
    ['the correlation', { correlation: 'another' }],
    ['the causation', { causation: 'another' }],
    ['the state’s version', { fold: 9 }],
    ['the subject', { subject: 'user-eve' }],
    ['the stream', { stream: 'counter/2' }],
    ['the commitment', { commitment: new Uint8Array(32) }],
    ['the hash', { hash: new Uint8Array(32) }],
  ];
  it.each(headers)('%s', async (_name, change) => {
    expect(await faultOf(withThird(change))).toEqual({ kind: 'changed-header', number: 3 });
  });

  it('the link to the commit before', async () =>
    expect(await faultOf(withThird({ prev: new Uint8Array(32) }))).toEqual({ kind: 'broken-link', number: 3 }));

  it('the body', async () =>
    expect(await faultOf(withThird({ body: commits[1]!.body! }))).toEqual({ kind: 'changed-body', number: 3 }));

  it('a commit that is missing', async () =>
    expect(await faultOf(commits.toSpliced(2, 1))).toEqual({ kind: 'missing-number', expected: 3, found: 4 }));

  it('commits that changed places', async () =>
    expect(await faultOf([...commits.slice(0, 2), commits[3]!, commits[2]!])).toMatchObject({
      kind: 'missing-number',
    }));
});

it('a body that was erased leaves the chain as it was', async () => {
  const { body: _body, ...erased } = commits[2]!;
  expect(await verifyChain(commits.with(2, erased))).toEqual({ commits: 5, erased: 1, head: commits[4]!.hash });
});

it('the hashed text of a header is RFC 8785, whatever is in it', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 });
  const header = fc.record(
    {
      subject: text,
      stream: text,
      number: fc.nat(),
      fold: fc.nat(),
      at: text,
      correlation: text,
      command: text,
      causation: text,
      actor: fc.record({ id: text, kind: fc.constantFrom('person' as const, 'system' as const) }),
      events: fc.array(fc.record({ version: fc.nat(), type: text }), { maxLength: 3 }),
    },
    { requiredKeys: ['subject', 'stream', 'number', 'fold', 'at', 'correlation', 'command', 'actor', 'events'] },
  );
  fc.assert(
    fc.property(header, (given) => {
      expect(canonicalHeader(given)).toBe(canonicalize(given));
    }),
  );
});

it('a sort key says stream and number, and nothing else is one', () => {
  expect(parseSortKey(sortKey('session/a#b', 42))).toEqual({ stream: 'session/a#b', number: 42 });
  expect(parseSortKey('session/a')).toBeNull();
});

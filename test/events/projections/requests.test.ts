/** Where a privacy request stands in the index, by its state alone. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { privacy, privacyStream, type PrivacyEvent } from '../../../events/privacy/index.ts';
import { bySoonest, LISTED_BY, projectRequest } from '../../../events/projections/requests.ts';
import { after, story } from '../../support/given.ts';

const [userId, requestId] = [`user-${randomUUID()}`, randomUUID()];
const DUE = after(28 * 86_400);
const WEEK = after(7 * 86_400);

const signed = { signedAt: after(1), signature: 'c2ln', keyId: 'ab'.repeat(32) };
const asked = (kind: 'export' | 'erasure'): PrivacyEvent[] => [
  {
    type: 'RequestReceived',
    wish: kind === 'export' ? { kind } : { kind, scope: { what: 'account' } },
    via: 'api',
    dueAt: DUE,
  },
  { type: 'IdentityConfirmed', by: 'login' },
];
const exported: PrivacyEvent = {
  ...{ type: 'ExportCompleted', files: 1, bytes: 1, sha256: 'cd'.repeat(32), expiresAt: WEEK },
  ...signed,
};

const rowAfter = (...events: PrivacyEvent[]) => {
  const { state } = story(privacy).given(...events);
  const { subject, stream } = privacyStream(userId, requestId);
  return projectRequest({ subject, stream, number: events.length, state });
};

describe('a request', () => {
  const open: [string, PrivacyEvent[]][] = [
    ['received', asked('export').slice(0, 1)],
    ['confirmed', asked('export')],
    ['held', [...asked('erasure'), { type: 'RequestHeld', holdId: randomUUID() }]],
    ['failed', [...asked('erasure'), { type: 'RequestFailed', step: 'bodies', error: 'StorageUnavailable' }]],
  ];
  it.each(open)('that is %s is open, by when it is due', (_state, events) => {
    expect(rowAfter(...events)).toEqual({ userId, requestId, through: events.length, list: 'open', dueAt: DUE });
  });

  it('that is extended is due later', () => {
    const later = after(88 * 86_400);
    const row = rowAfter(...asked('export'), { type: 'RequestExtended', dueAt: later, reason: 'complex' });
    expect(row).toMatchObject({ list: 'open', dueAt: later });
  });

  it('for an export that is ready is due when its week is over', () => {
    expect(rowAfter(...asked('export'), exported)).toMatchObject({ list: 'exports', dueAt: WEEK });
  });

  const ended: [string, PrivacyEvent[]][] = [
    ['refused', [...asked('export'), { type: 'RequestRefused', reason: 'excessive' }]],
    ['expired', [...asked('export'), exported, { type: 'ExportErased' }]],
    ['erased', [...asked('erasure'), { type: 'ErasureCompleted', stores: [], backupsUntil: WEEK, ...signed }]],
  ];
  it.each(ended)('that is %s is in no list', (_state, events) => {
    expect(rowAfter(...events)).toEqual({ userId, requestId, through: events.length, list: 'none' });
  });

  it('that nobody made has no row', () => expect(rowAfter()).toBeUndefined());

  it.each([...open, ...ended])('that is %s came there by facts that the views look at', (_state, events) => {
    const before = events.slice(0, -1);
    const [row, changed] = [rowAfter(...before), rowAfter(...events)];
    const isMoved = row?.list !== changed?.list;
    if (isMoved) expect(LISTED_BY).toContain(events.at(-1)!.type);
  });
});

it('of two requests the one that is due sooner comes first', () => {
  const [soon, later] = [WEEK, DUE].map((dueAt) => ({ userId, requestId, dueAt })) as [never, never];
  expect([later, soon].toSorted(bySoonest)).toEqual([soon, later]);
});

/** What can have happened to a privacy request, for the tests that tell its stories. */
import { privacy, type PrivacyEvent } from '../../../events/privacy/index.ts';
import type { PrivacyWish } from '../../../schemas/privacy.ts';
import { story, NOW } from '../../support/given.ts';

type EventOf<T extends PrivacyEvent['type']> = Extract<PrivacyEvent, { type: T }>;

export const { given } = story(privacy);

const DAY = 86_400_000;
export const daysLater = (days: number): string => new Date(Date.parse(NOW) + days * DAY).toISOString();

export const WISH: PrivacyWish = { kind: 'erasure', scope: { what: 'account' } };
export const HOLD = '11111111-1111-4111-8111-111111111111';
export const OTHER_HOLD = '22222222-2222-4222-8222-222222222222';

export const received: PrivacyEvent = { type: 'RequestReceived', wish: WISH, via: 'api', dueAt: daysLater(28) };
export const exportReceived: PrivacyEvent = { ...received, wish: { kind: 'export' } };
export const confirmed: PrivacyEvent = { type: 'IdentityConfirmed', by: 'login' };
export const extended: PrivacyEvent = { type: 'RequestExtended', dueAt: daysLater(88), reason: 'complex' };
export const refused: PrivacyEvent = { type: 'RequestRefused', reason: 'excessive' };
export const held: PrivacyEvent = { type: 'RequestHeld', holdId: HOLD };
export const resumed: PrivacyEvent = { type: 'RequestResumed' };
export const tally = { found: 3, removed: 3, left: 0 };
export const keysDone: EventOf<'StepDone'> = { type: 'StepDone', step: 'keys', tally };
export const failed: PrivacyEvent = { type: 'RequestFailed', step: 'bodies', error: 'StorageUnavailable' };
export const signed = { signedAt: NOW, signature: 'c2lnbmVk', keyId: 'cd'.repeat(32) };
export const facts = { files: 8, bytes: 120_000, sha256: 'ab'.repeat(32), expiresAt: daysLater(7), ...signed };
export const exported: PrivacyEvent = { type: 'ExportCompleted', ...facts };
export const exportErased: PrivacyEvent = { type: 'ExportErased' };
export const receipt = {
  stores: [{ store: 'bodies' as const, found: 9, removed: 8, left: 1, reason: 'begun-since' as const }],
  backupsUntil: daysLater(35),
  ...signed,
};
export const stores = [{ store: 'bodies' as const, found: 9 }];
export const found: PrivacyEvent = { type: 'DataFound', stores };
export const advanced: EventOf<'StepAdvanced'> = { type: 'StepAdvanced', step: 'bodies', done: 4 };
export const told: PrivacyEvent = { type: 'StepDone', step: 'tell', tally: { found: 1, removed: 0, left: 0 } };
export const overtaken: EventOf<'ExportOvertaken'> = { type: 'ExportOvertaken', erasures: 2 };
export const collectedOnceMore: PrivacyEvent = { type: 'ExportCollectedAgain' };
export const erased: PrivacyEvent = { type: 'ErasureCompleted', ...receipt };

export const ENDED: [string, PrivacyEvent[]][] = [
  ['refused', [received, refused]],
  ['exported', [exportReceived, confirmed, exported]],
  ['expired', [exportReceived, confirmed, exported, exportErased]],
  ['erased', [received, confirmed, erased]],
];

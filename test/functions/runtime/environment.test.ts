import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { environment, variables } from '../../../functions/runtime/environment.ts';
import { thrownBy } from '../../support/loopback.ts';

beforeEach(() => {
  for (const name of Object.keys(variables)) vi.stubEnv(name, undefined);
});
afterEach(() => void vi.unstubAllEnvs());

const complaint = async (...names: (keyof typeof variables)[]) =>
  (await thrownBy((async () => environment(...names))(), Error)).message;

test('a complete environment gives exactly what was asked for', () => {
  vi.stubEnv('EVENTS_TABLE', 'dixon-events');
  vi.stubEnv('KMS_KEY_ID', 'alias/dixon');
  vi.stubEnv('EVENT_BUS', 'dixon-facts');
  expect(environment('EVENTS_TABLE', 'KMS_KEY_ID')).toEqual({
    EVENTS_TABLE: 'dixon-events',
    KMS_KEY_ID: 'alias/dixon',
  });
});

test('every missing variable is named at once, so that one deployment mends them all', async () => {
  vi.stubEnv('KEYS_TABLE', 'dixon-keys');
  const said = await complaint('EVENTS_TABLE', 'KEYS_TABLE', 'VIEWS_TABLE', 'EVENT_BUS', 'CHAT_TURN_ARN', 'KMS_KEY_ID');
  for (const name of ['EVENTS_TABLE', 'VIEWS_TABLE', 'EVENT_BUS', 'CHAT_TURN_ARN', 'KMS_KEY_ID'])
    expect(said).toContain(name);
  expect(said).not.toContain('KEYS_TABLE');
});

test('what a function does not ask for, it does not miss', () => {
  vi.stubEnv('EVENT_BUS', 'dixon-facts');
  expect(environment('EVENT_BUS')).toEqual({ EVENT_BUS: 'dixon-facts' });
});

test('what has a default may be absent', () => {
  expect(environment('MODEL_ID', 'DYNAMODB_ENDPOINT')).toEqual({});
});

test.each([
  ['EVENTS_TABLE', ''],
  ['KMS_KEY_ID', ''],
  ['DYNAMODB_ENDPOINT', 'not-an-address'],
  ['CHAT_TURN_ARN', 'chat-turn-of-somebody'],
] as const)('a %s that cannot be right is named too, without its value', async (name, value) => {
  vi.stubEnv(name, value);
  const said = await complaint(name);
  expect(said).toContain(name);
  if (value) expect(said).not.toContain(value);
});

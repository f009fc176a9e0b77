import { expect, test } from 'vitest';
import type { ProgressStep } from '../../functions/turn/progress.ts';
import { createProgressHub } from '../../infra/local/progress-hub.ts';

const { signal } = new AbortController();
const step = (n: number, sessionId = 's'): ProgressStep => ({ sessionId, turnId: `t${n}`, step: 'STARTED', at: '' });
const numbers = (count: number, from = 1) => Array.from({ length: count }, (_, index) => index + from);

test('a listener hears its own session from the moment it listens, before it asks', async () => {
  const hub = createProgressHub();
  await hub.tell([step(0)], signal);
  const listener = hub.listen('s');
  await hub.tell([step(1), step(2, 'another'), step(3)], signal);
  expect(await listener.next()).toEqual({ done: false, value: step(1) });
  expect(await listener.next()).toEqual({ done: false, value: step(3) });
  const waiting = listener.next();
  await hub.tell([step(4)], signal);
  expect(await waiting).toEqual({ done: false, value: step(4) });
});

test('for a listener that does not read, the newest hundred steps are kept', async () => {
  const hub = createProgressHub();
  const listener = hub.listen('s');
  for (const n of numbers(10_000)) await hub.tell([step(n)], signal);
  const first = await listener.next();
  hub.close();
  const rest = await Array.fromAsync(listener);
  expect([first.value, ...rest]).toEqual(numbers(100, 9_901).map((n) => step(n)));
});

test('leaving ends a wait, frees the place, and may be done twice', async () => {
  const hub = createProgressHub();
  const [leaves, stays] = [hub.listen('s'), hub.listen('s')];
  const waiting = leaves.next();
  await leaves.return!();
  await leaves.return!();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(hub.listeners()).toBe(1);
  await hub.tell([step(1)], signal);
  expect(await leaves.next()).toMatchObject({ done: true });
  expect(await stays.next()).toMatchObject({ value: step(1) });
});

test('after closing nobody is kept waiting, not even who comes late', async () => {
  const hub = createProgressHub();
  hub.close();
  expect(await hub.listen('s').next()).toMatchObject({ done: true });
  expect(hub.listeners()).toBe(0);
});

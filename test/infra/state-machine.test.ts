/** What the interpreter makes of our definitions on one machine: waits, retries, and being told to stop. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { TaskHandler } from '../../functions/runtime/tasks.ts';
import { definitionOf, taskGroups } from '../../infra/local/definition.ts';
import { createLocalExportData, createLocalMachine } from '../../infra/local/state-machine.ts';
import { StorageUnavailable } from '../../schemas/errors.ts';

const ANSWERS: Record<string, unknown> = {
  Receive: { go: true },
  Collect: { records: 3 },
  Pack: { files: 2, bytes: 10, sha256: '0'.repeat(64) },
  CompleteExport: { again: false },
  TellReady: { told: false },
};
const input = { subject: 'user-sam', requestId: '00000000-0000-4000-8000-000000000000' };

/** Groups that answer, and note the tasks they were asked for. */
const groupsWith = (other: (task: string) => Promise<unknown> = async () => undefined) => {
  const asked: string[] = [];
  const handler: TaskHandler = async ({ task }) => {
    asked.push(task);
    return (await other(task)) ?? ANSWERS[task] ?? {};
  };
  return { asked, groups: { privacy: handler, export: handler, erase: handler } };
};
const at = (states: string[]) => Object.fromEntries(states.map((state) => [state, 0]));

test('a Standard machine goes through its states, a task that answers nothing of use leaves the input as it was', async () => {
  const { asked, groups } = groupsWith();
  await createLocalExportData(groups).run(input);
  expect(asked).toEqual([
    'Receive',
    'Collect',
    'RecordCollected',
    'Pack',
    'RecordPacked',
    'CompleteExport',
    'TellReady',
  ]);
});

test('a task that fails for a while is tried again, one that fails for good ends in the machine’s own Fail state', async () => {
  let failures = 0;
  const away = groupsWith(async (task) => {
    if (task === 'Collect' && (failures += 1) <= 3) throw new StorageUnavailable('blobs');
    return undefined;
  });
  await createLocalExportData(away.groups, { retryIntervalOverrides: at(['Collect']) }).run(input);
  expect(away.asked.filter((task) => task === 'Collect')).toHaveLength(4);
  expect(away.asked).not.toContain('Fail');

  const gone = groupsWith(async (task) => {
    if (task === 'Collect') throw new StorageUnavailable('blobs');
    return undefined;
  });
  await createLocalExportData(gone.groups, { retryIntervalOverrides: at(['Collect']) }).run(input);
  expect(gone.asked.slice(-2)).toEqual(['Discard', 'Fail']);
});

test('an error that nothing catches is what ends the execution', async () => {
  const { groups } = groupsWith(async (task) => {
    if (task === 'Collect' || task === 'Fail') throw new TypeError('broken');
    return undefined;
  });
  await expect(createLocalExportData(groups).run(input)).rejects.toBeInstanceOf(TypeError);
});

test('no wait between two tries is longer than five seconds', () => {
  for (const machine of ['erase-data', 'export-data']) {
    const { States } = definitionOf(machine, groupsWith().groups);
    const retriers = taskGroups(States).flatMap(([state]) => States[state]!.Retry ?? []);
    expect(retriers.length).toBeGreaterThan(10);
    for (const { MaxDelaySeconds } of retriers) expect(MaxDelaySeconds).toBeLessThanOrEqual(5);
  }
});

test('an execution that is told to stop begins no task any more, and waits for the one under way', async () => {
  const stop = new AbortController();
  const gate = Promise.withResolvers<void>();
  const { asked, groups } = groupsWith(async (task) => {
    if (task === 'Collect') await gate.promise;
    return undefined;
  });
  const run = createLocalExportData(groups).run(input, stop.signal);
  let isOver = false;
  void run.catch(() => (isOver = true));
  while (!asked.includes('Collect')) await sleep(1);
  stop.abort();
  await sleep(20);
  expect(isOver).toBe(false);
  gate.resolve();
  await expect(run).rejects.toMatchObject({ name: 'Stopped' });
  expect(asked).toEqual(['Receive', 'Collect']);
});

test('an execution that is told to stop between two tries does not try again', async () => {
  const stop = new AbortController();
  const { asked, groups } = groupsWith(async (task) => {
    if (task === 'Collect') throw new StorageUnavailable('blobs');
    return undefined;
  });
  const options = { retryIntervalOverrides: { Collect: 60_000 } };
  const run = createLocalMachine('export-data', groups, options).run(input, stop.signal);
  while (!asked.includes('Collect')) await sleep(1);
  await sleep(5);
  stop.abort();
  await expect(run).rejects.toMatchObject({ name: 'Stopped' });
  await sleep(20);
  expect(asked).toEqual(['Receive', 'Collect']);
});

test('an execution that was told to stop before it began, begins nothing', async () => {
  const { asked, groups } = groupsWith();
  await expect(createLocalExportData(groups).run(input, AbortSignal.abort())).rejects.toMatchObject({
    name: 'Stopped',
  });
  expect(asked).toEqual([]);
});

import { Logger } from '@aws-lambda-powertools/logger';
import { expect, test } from 'vitest';
import { announcementsOf, type Announcement } from '../../functions/publish/announce.ts';
import type { TaskEvent } from '../../functions/runtime/tasks.ts';
import { createLocalBus } from '../../infra/local/bus.ts';
import { StorageUnavailable } from '../../schemas/errors.ts';
import { eraseContract } from '../../workflows/erase/contract.ts';
import { aCommit } from '../functions/runtime/examples.ts';

const logger = new Logger({ serviceName: 'dixon', logLevel: 'SILENT' });

const announced = (type: string): Announcement => ({ ...announcementsOf(aCommit(7))[0]!, type });

test('a wish to erase reaches the redactor before the announcement counts as taken, with ids alone', async () => {
  const asked: TaskEvent[] = [];
  const bus = createLocalBus(logger, { erase: async (event) => void asked.push(event) });
  const { detail } = announced('AccountClosed');
  await bus.put([announced('SessionDeleted'), announced('TurnAnswered'), announced('AccountClosed')]);
  const { id: request, subject, stream, at, number } = detail;
  expect(asked).toEqual([
    { task: 'EraseStream', input: { subject, stream, request, at } },
    { task: 'EraseSubject', input: { subject, request, at, number } },
  ]);
  expect(
    eraseContract.EraseSubject.input.safeParse({ ...(asked[1]!.input as object), subject: 'user-sam' }).success,
  ).toBe(true);
});

test('a target that fails makes the announcement fail, so that the stream delivers it again', async () => {
  const heard: string[] = [];
  let away = true;
  const erase = async () => {
    if (away) throw new StorageUnavailable('test');
  };
  const bus = createLocalBus(logger, { erase });
  bus.subscribe(({ type }) => heard.push(type));
  await expect(bus.put([announced('AccountClosed')])).rejects.toBeInstanceOf(StorageUnavailable);
  expect(heard).toEqual([]);
  away = false;
  await bus.put([announced('AccountClosed')]);
  expect(heard).toEqual(['AccountClosed']);
});

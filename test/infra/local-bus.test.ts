import { Logger } from '@aws-lambda-powertools/logger';
import { expect, test } from 'vitest';
import { announcementsOf, type Announcement } from '../../functions/publish/announce.ts';
import type { TaskEvent } from '../../functions/runtime/tasks.ts';
import { createLocalBus } from '../../infra/local/bus.ts';
import { StorageUnavailable } from '../../schemas/errors.ts';
import type { Contract } from '../../workflows/contract.ts';
import { retireContract } from '../../workflows/rebuild-view/contract.ts';
import { jobsContract, requestsContract } from '../../workflows/requests/contract.ts';
import { rules } from '../../workflows/triggers.ts';
import { aCommit } from '../functions/runtime/examples.ts';

const logger = new Logger({ serviceName: 'dixon', logLevel: 'SILENT' });

const announced = (type: string): Announcement => ({ ...announcementsOf(aCommit(7))[0]!, type });

/** Facts that are about nobody. */
const ofSystem = ['VerificationBegun', 'RebuildBegun', 'GenerationRetired'];

/** Groups that note what they are asked for. */
const noting = () => {
  const asked: { group: string; event: TaskEvent }[] = [];
  const group = (name: string) => async (event: TaskEvent) => void asked.push({ group: name, event });
  return { asked, groups: { privacy: group('privacy'), jobs: group('jobs'), rebuild: group('rebuild') } };
};

test('what somebody has erased reaches the books before the announcement counts as taken, with ids alone', async () => {
  const { asked, groups } = noting();
  const bus = createLocalBus(logger, groups);
  const { detail } = announced('AccountClosed');
  await bus.put([announced('SessionDeleted'), announced('TurnAnswered'), announced('IdentityConfirmed')]);
  const { subject, stream, number } = detail;
  const input = { subject, stream, number };
  expect(asked).toEqual([
    { group: 'privacy', event: { task: 'OpenRequest', input } },
    { group: 'jobs', event: { task: 'StartJob', input } },
  ]);
});

test.each(rules)('the rule $name gives its task what the contract wants, and nothing more', async ({ on, task }) => {
  const { asked, groups } = noting();
  await createLocalBus(logger, groups).put([announced(on)]);
  expect(asked).toHaveLength(1);
  const contracts: Contract = { ...requestsContract, ...jobsContract, ...retireContract };
  const contract = contracts[task]!;
  const subject = ofSystem.includes(on) ? 'system' : 'user-sam';
  const given = { ...(asked[0]!.event.input as object), subject };
  expect(contract.input.parse(given)).toEqual(given);
});

test('a target that fails makes the announcement fail, so that the stream delivers it again', async () => {
  const heard: string[] = [];
  let away = true;
  const privacy = async () => {
    if (away) throw new StorageUnavailable('test');
  };
  const bus = createLocalBus(logger, { ...noting().groups, privacy });
  bus.subscribe(({ type }) => heard.push(type));
  await expect(bus.put([announced('AccountClosed')])).rejects.toBeInstanceOf(StorageUnavailable);
  expect(heard).toEqual([]);
  away = false;
  await bus.put([announced('AccountClosed')]);
  expect(heard).toEqual(['AccountClosed']);
});

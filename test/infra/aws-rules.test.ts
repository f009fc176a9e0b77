import { Match } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { announcementsOf } from '../../functions/publish/announce.ts';
import { retireContract } from '../../workflows/rebuild-view/contract.ts';
import { jobsContract, requestsContract } from '../../workflows/requests/contract.ts';
import { rules, type Told } from '../../workflows/triggers.ts';
import { aCommit } from '../functions/runtime/examples.ts';
import { synthesize, type Synthesized } from './aws-synth.ts';

let dev: Synthesized;
beforeAll(() => {
  dev = synthesize('dev');
});
afterAll(() => dev.remove());

type Contract = Readonly<Record<string, { input: z.ZodObject }>>;

/** The tasks that announcements start, by the group that serves them. */
const contracts = {
  privacy: requestsContract,
  jobs: jobsContract,
  // its other task a schedule starts
  rebuild: { RemoveRetired: retireContract.RemoveRetired },
};

/** Facts that are about nobody. */
const ofSystem = ['VerificationBegun', 'RebuildBegun', 'GenerationRetired'];

/** What the rule on an event makes of an announcement. */
const templateOf = (on: string): string => {
  const [, rule] = dev
    .ofType('AWS::Events::Rule')
    .find(([, { Properties }]) => JSON.stringify(Properties['EventPattern']).includes(`"${on}"`))!;
  const [target] = rule.Properties['Targets'] as [{ InputTransformer: { InputTemplate: string } }];
  return target.InputTransformer.InputTemplate;
};

test('every task that an announcement can start is started by one', () => {
  const called = rules.map(({ target, task }) => `${target}: ${task}`);
  const served = Object.entries(contracts).flatMap(([group, contract]) =>
    Object.keys(contract).map((task) => `${group}: ${task}`),
  );
  expect(new Set(called)).toEqual(new Set(served));
});

describe.each(rules)('the rule $name', ({ on, target, task, input }) => {
  test('calls its target with what was announced, tries again, and sets aside what fails', () => {
    dev.template.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: { Ref: Match.stringLikeRegexp('^Bus') },
      EventPattern: { source: ['dixon'], 'detail-type': [on] },
      Targets: [
        {
          Arn: { 'Fn::GetAtt': [dev.group(target).fn, 'Arn'] },
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^rules${target}aside`), 'Arn'] } },
          InputTransformer: {
            InputPathsMap: Object.fromEntries(
              Object.values(input).map((told) => [`detail-${told}`, `$.detail.${told}`]),
            ),
            InputTemplate: `{"task":"${task}","input":{${Object.entries(input)
              .map(([field, told]) => `"${field}":<detail-${told}>`)
              .join(',')}}}`,
          },
        },
      ],
    });
  });

  test('gives the task nothing but what its contract knows and an announcement holds', () => {
    const contract: Contract = contracts[target];
    expect(Object.keys(contract[task]!.input.shape).sort()).toEqual(Object.keys(input).sort());
    const [{ detail }] = announcementsOf(aCommit(1)) as [ReturnType<typeof announcementsOf>[number]];
    for (const told of Object.values(input)) expect(detail).toHaveProperty(told);
  });

  test('gives it numbers as numbers: a field of an announcement keeps its kind', () => {
    const [{ detail }] = announcementsOf(aCommit(7)) as [ReturnType<typeof announcementsOf>[number]];
    // as EventBridge fills a template in: JSON in the place of each name, so text brings its own quotes
    const filled = templateOf(on).replaceAll(/<detail-(\w+)>/g, (_, told: Told) => JSON.stringify(detail[told]));
    const event = JSON.parse(filled) as { task: string; input: unknown };
    expect(event.task).toBe(task);
    const contract: Contract = contracts[target];
    const subject = ofSystem.includes(on) ? 'system' : detail.subject;
    const input = { ...(event.input as object), subject };
    expect(contract[task]!.input.safeParse(input)).toMatchObject({ success: true });
  });
});

test.each(Object.keys(contracts) as (keyof typeof contracts)[])(
  'what fails in %s itself is tried again and then set aside',
  (group) => {
    dev.template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: dev.group(group).fn },
      MaximumRetryAttempts: 2,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^rules${group}aside`), 'Arn'] } },
      },
    });
  },
);

import { Match } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { announcementsOf } from '../../functions/publish/announce.ts';
import { eraseContract } from '../../workflows/erase/contract.ts';
import { rules } from '../../workflows/triggers.ts';
import { aCommit } from '../functions/runtime/examples.ts';
import { synthesize, type Synthesized } from './aws-synth.ts';

let dev: Synthesized;
beforeAll(() => {
  dev = synthesize('dev');
});
afterAll(() => dev.remove());

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
    expect(Object.keys(eraseContract[task as keyof typeof eraseContract].input.shape).sort()).toEqual(
      Object.keys(input).sort(),
    );
    const [{ detail }] = announcementsOf(aCommit(1)) as [ReturnType<typeof announcementsOf>[number]];
    for (const told of Object.values(input)) expect(detail).toHaveProperty(told);
  });
});

test('an erasure that fails in its function is tried again and then set aside', () => {
  dev.template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    FunctionName: { Ref: dev.group('erase').fn },
    MaximumRetryAttempts: 2,
    DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ruleserase'), 'Arn'] } } },
  });
});

import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { doorOf, doors } from '../../functions/api/doors.ts';
import { prepareVpic } from '../../functions/adapters/vpic/index.ts';
import { variables } from '../../functions/runtime/environment.ts';
import { VPIC_DIR } from '../../infra/aws/vin-layer.ts';
import { groupNames, groups, type GroupName } from '../../infra/aws/groups.ts';
import { PUBLISH } from '../../infra/aws/api-schema.ts';
import { fieldsOf } from '../../infra/aws/graphql-api.ts';
import { schedules } from '../../workflows/triggers.ts';
import { synthesize, type Resource, type Synthesized } from './aws-synth.ts';

const run = promisify(execFile);
const NODE = join(process.cwd(), 'node_modules/.bin/node');

let dev: Synthesized;
beforeAll(async () => {
  await prepareVpic(VPIC_DIR);
  // CDK says on the terminal that it bundles; a test report has no use for that
  const terminal = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  dev = synthesize('dev', { complete: true });
  terminal.mockRestore();
});
afterAll(() => dev.remove());

const functionOf = (group: GroupName): Resource => dev.resources[dev.group(group).fn]!;
/** Where the assembly keeps a function's code: the asset is named by its hash, as its place in S3 is. */
const bundleOf = (group: GroupName): string => {
  const { S3Key } = functionOf(group).Properties['Code'] as { S3Key: string };
  return join(dev.outdir, `asset.${S3Key.replace('.zip', '')}`, 'index.mjs');
};

/** What a function is given; what only a deployment knows is made up. */
const environmentOf = (group: GroupName): { env: Record<string, string> } => {
  const { Variables } = functionOf(group).Properties['Environment'] as { Variables: Record<string, unknown> };
  const given = Object.entries(Variables).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : 'arn:aws:only:known:when:deployed',
  ]);
  return { env: { ...(Object.fromEntries(given) as Record<string, string>), AWS_REGION: 'us-east-1' } };
};

test('cdk-nag finds nothing that was not accepted with a reason', () => {
  expect(new AwsSolutionsChecks(dev.app).validateScope(dev.app).violations).toEqual([]);
});

test('the synth’s own report is empty: neither cdk-nag nor CloudFormation’s rules object', () => {
  const report = JSON.parse(readFileSync(join(dev.outdir, 'validation-report.json'), 'utf8')) as unknown;
  expect(report).toMatchObject({ pluginReports: [] });
});

test('every group that has a door in functions/ is deployed', () => {
  const doors = readdirSync('functions').filter((name) => existsSync(`functions/${name}/index.ts`));
  expect([...groupNames].sort()).toEqual(doors.sort());
  expect(dev.ofType('AWS::Lambda::Function')).toHaveLength(groupNames.length);
});

describe.each(groupNames)('the function %s', (group) => {
  test('runs on Node 24 on arm64 and keeps its own log for a while', () => {
    const { Runtime, Architectures, LoggingConfig } = functionOf(group).Properties;
    expect([Runtime, Architectures]).toEqual(['nodejs24.x', ['arm64']]);
    const { Ref } = (LoggingConfig as { LogGroup: { Ref: string } }).LogGroup;
    expect(dev.resources[Ref]!.Properties['RetentionInDays']).toBe(7);
  });

  test('is at most 1.5 MB', () => {
    expect(statSync(bundleOf(group)).size).toBeLessThanOrEqual(1_500_000);
  });

  test('starts with the environment that it is given, and nothing from node_modules', async () => {
    const script = 'const { handler } = await import(process.argv[1]); process.stdout.write(typeof handler);';
    const { stdout } = await run(NODE, ['--input-type=module', '-e', script, bundleOf(group)], environmentOf(group));
    expect(stdout).toBe('function');
  });

  test('is given nothing that it does not ask for', async () => {
    const asked = groups[group].knows.filter((name) => !variables[name].safeParse(undefined).success);
    // each in its turn is taken away, and the module begins anew: to fail then is right, and whatever starts is named
    const script = `
      const [bundle, ...names] = process.argv.slice(1);
      for (const name of names) {
        const value = process.env[name];
        delete process.env[name];
        await import(bundle + '?without=' + name).then(() => console.log(name), () => {});
        process.env[name] = value;
      }`;
    const parameters = ['--input-type=module', '-e', script, bundleOf(group), ...asked];
    const { stdout } = await run(NODE, parameters, environmentOf(group));
    expect(stdout).toBe('');
  });
});

test('every field of the schema is resolved by the function whose door it is, without a template in between', () => {
  const wanted = fieldsOf(readFileSync('schemas/api.graphql', 'utf8'));
  const resolvers = dev
    .ofType('AWS::AppSync::Resolver')
    .map(([, { Properties }]) => Properties)
    // the one mutation that is no part of the schema: see aws-progress.test.ts
    .filter(({ FieldName }) => FieldName !== PUBLISH);
  expect(wanted.length).toBeGreaterThanOrEqual(5);
  expect(resolvers.map(({ TypeName, FieldName }) => ({ typeName: TypeName, fieldName: FieldName }))).toEqual(wanted);
  for (const resolver of resolvers) {
    expect(resolver).toMatchObject({ Kind: 'UNIT', DataSourceName: doorOf(String(resolver['FieldName'])) });
    expect(resolver).not.toHaveProperty('RequestMappingTemplate');
  }
  for (const name of ['api', 'audit', 'ops'] as const)
    dev.template.hasResourceProperties('AWS::AppSync::DataSource', {
      Name: name,
      LambdaConfig: { LambdaFunctionArn: { 'Fn::GetAtt': [dev.group(name).fn, 'Arn'] } },
    });
});

test('every field that a door is said to have is one of the schema', () => {
  const fields = fieldsOf(readFileSync('schemas/api.graphql', 'utf8')).map(({ fieldName }) => fieldName);
  expect(fields).toEqual(expect.arrayContaining(Object.values(doors).flat()));
});

test('the API asks who is calling, and logs errors without their contents', () => {
  dev.template.hasResourceProperties('AWS::AppSync::GraphQLApi', {
    AuthenticationType: 'AWS_LAMBDA',
    LambdaAuthorizerConfig: { AuthorizerUri: { 'Fn::GetAtt': [dev.group('authorizer').fn, 'Arn'] } },
    AdditionalAuthenticationProviders: [{ AuthenticationType: 'AWS_IAM' }],
    LogConfig: { FieldLogLevel: 'ERROR', ExcludeVerboseContent: true },
  });
  dev.template.resourceCountIs('AWS::AppSync::ApiKey', 0);
});

test.each(['views', 'publish'] as const)(
  '%s follows the events, and tries for a day what it cannot even park',
  (group) => {
    const [, queue] = dev.ofType('AWS::SQS::Queue').find(([id]) => id.startsWith(group))!;
    expect(queue.Properties).toMatchObject({ MessageRetentionPeriod: 14 * 86_400, SqsManagedSseEnabled: true });
    dev.template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: dev.group(group).fn },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: Match.absent(),
      MaximumRecordAgeInSeconds: Match.absent(),
      StartingPosition: 'TRIM_HORIZON',
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${group}Aside`), 'Arn'] } },
      },
    });
  },
);

test.each(schedules)('the schedule $name calls $target with its input', ({ every, target, input }) => {
  const rates: Record<number, string> = { 1: 'rate(1 minute)', 60: 'rate(1 hour)', 1_440: 'rate(1 day)' };
  dev.template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: rates[every.minutes] ?? `rate(${every.minutes} minutes)`,
    Target: { Arn: { 'Fn::GetAtt': [dev.group(target).fn, 'Arn'] }, Input: JSON.stringify(input) },
  });
});

test('a wrong stage stops the synth with a sentence', async () => {
  const env = { ...process.env, CDK_CONTEXT_JSON: '{"stage":"live"}' };
  const failure: unknown = await run(NODE, ['infra/app.ts'], { env }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 1, stdout: '' });
  expect((failure as { stderr: string }).stderr).toBe(
    'There is no stage "live". Choose dev, staging, prod, such as: npm run synth -- --context stage=staging\n',
  );
});

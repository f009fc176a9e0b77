/** Live progress on AWS: turn → bus → rule → mutation → subscription, and nobody else on that way. */
import { readFileSync } from 'node:fs';
import { AuthorizationType } from 'aws-cdk-lib/aws-appsync';
import { buildSchema, parse, print, validate, type ObjectTypeDefinitionNode } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forAppSync, PUBLISH } from '../../infra/aws/api-schema.ts';
import { synthesize, type Synthesized } from './aws-synth.ts';

let dev: Synthesized;
beforeAll(() => {
  dev = synthesize('dev');
});
afterAll(() => dev.remove());

const publicSchema = readFileSync('schemas/api.graphql', 'utf8');
const typeIn = (schema: string, name: string) =>
  parse(schema).definitions.find((one) => 'name' in one && one.name?.value === name) as ObjectTypeDefinitionNode;
const fieldIn = (schema: string, type: string, name: string): string =>
  print(typeIn(schema, type).fields!.find((field) => field.name.value === name)!);

const deployed = (): string => dev.ofType('AWS::AppSync::GraphQLSchema')[0]![1].Properties['Definition'] as string;
/** Rules of the bus that a hint reaches: those that name its source, or none. */
const rules = () =>
  dev
    .ofType('AWS::Events::Rule')
    .map(([, { Properties }]) => Properties)
    .filter(({ EventPattern }) => {
      const { source } = EventPattern as { source?: unknown[] };
      return source?.every((name) => typeof name === 'string' && name !== 'dixon.progress') !== true;
    });
const rule = () => rules()[0]!;
const target = () => (rule()['Targets'] as Record<string, unknown>[])[0]!;
const roleOfTarget = () => (target()['RoleArn'] as { 'Fn::GetAtt': [string] })['Fn::GetAtt'][0];

describe('the schema that is deployed', () => {
  test('has the mutation, by IAM alone, and the subscription it feeds', () => {
    expect(fieldIn(deployed(), 'Mutation', PUBLISH)).toMatch(/: TurnProgress @aws_iam$/);
    expect(fieldIn(deployed(), 'Subscription', 'onTurnProgress')).toMatch(
      /: TurnProgress @aws_subscribe\(mutations: \["publishTurnProgress"\]\)$/,
    );
  });

  test('is the public one otherwise, which knows nothing of it', () => {
    expect(publicSchema).not.toContain(PUBLISH);
    expect(publicSchema).not.toContain('@aws');
    const lines = (text: string) => text.split('\n').filter((line) => !line.includes(PUBLISH));
    const withoutDirectives = deployed().replaceAll(/ @aws_\w+(\(.*?\))?/g, '');
    const unfed = print(parse(publicSchema)).split('\n');
    expect(lines(withoutDirectives)).toEqual(unfed);
  });

  test('lets both sides see a step, whatever ways in the API has', () => {
    const seen = forAppSync(publicSchema, [AuthorizationType.LAMBDA, AuthorizationType.IAM]);
    const { directives = [] } = typeIn(seen, 'TurnProgress');
    expect(directives.map(({ name }) => name.value)).toEqual(['aws_lambda', 'aws_iam']);
    // EventBridge comes by IAM, and a step it may not read would reach nobody
    expect(print(typeIn(deployed(), 'TurnProgress'))).toContain('@aws_iam');
  });
});

test('api is asked whether a subscriber may listen; the mutation asks nobody and keeps nothing', () => {
  const resolverOf = (field: string) =>
    dev.ofType('AWS::AppSync::Resolver').find(([, { Properties }]) => Properties['FieldName'] === field)![1].Properties;
  expect(resolverOf('onTurnProgress')).toMatchObject({ TypeName: 'Subscription', DataSourceName: 'api' });
  expect(resolverOf(PUBLISH)).toMatchObject({ TypeName: 'Mutation', Runtime: { Name: 'APPSYNC_JS' } });
  const source = dev.ofType('AWS::AppSync::DataSource').find(([, { Properties }]) => Properties['Type'] === 'NONE');
  expect(resolverOf(PUBLISH)['DataSourceName']).toBe(source![1].Properties['Name']);
});

describe('the rule', () => {
  test('hears hints and no facts, and no other rule hears a hint', () => {
    expect(rules()).toHaveLength(1);
    expect(rule()['EventPattern']).toEqual({ source: ['dixon.progress'], 'detail-type': ['TurnProgress'] });
  });

  test('calls the mutation with the step as it is, and gives up after a minute', () => {
    const { AppSyncParameters, InputPath, RetryPolicy } = target();
    expect(InputPath).toBe('$.detail');
    expect(RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 2 });
    const { GraphQLOperation } = AppSyncParameters as { GraphQLOperation: string };
    // sessionId must be selected: AppSync matches subscriptions by what the mutation answers
    expect(GraphQLOperation).toMatch(/\{\s+sessionId turnId step tool at\s+\}/);
    const schema = buildSchema(deployed(), { assumeValidSDL: true });
    expect(validate(schema, parse(GraphQLOperation))).toEqual([]);
  });

  test('may call that one mutation and nothing else of the API', () => {
    const policies = dev
      .ofType('AWS::IAM::Policy')
      .map(([, { Properties }]) => JSON.stringify(Properties))
      .filter((text) => text.includes('appsync:GraphQL'));
    expect(policies).toHaveLength(1);
    expect(policies[0]).toContain(`"Roles":[{"Ref":"${roleOfTarget()}"}]`);
    expect(policies[0]).toContain('/types/Mutation/fields/publishTurnProgress"');
    expect(policies[0]).not.toContain('*');
  });

  test('uses a role that only events of this account can take on', () => {
    expect(dev.resources[roleOfTarget()]!.Properties['AssumeRolePolicyDocument']).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    });
  });
});

test('turn tells hints and cannot announce a fact', () => {
  const statements = dev
    .ofType('AWS::IAM::Policy')
    .filter(([, { Properties }]) => JSON.stringify(Properties['Roles']).includes(dev.group('turn').role))
    .flatMap(
      ([, { Properties }]) => (Properties['PolicyDocument'] as { Statement: Record<string, unknown>[] }).Statement,
    );
  expect(statements.filter(({ Action }) => Action === 'events:PutEvents')).toMatchObject([
    { Condition: { StringEquals: { 'events:source': 'dixon.progress' } } },
  ]);
});

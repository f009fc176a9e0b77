import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { groupNames, type GroupName } from '../../infra/aws/groups.ts';
import { said, synthesize, type Synthesized } from './aws-synth.ts';

let dev: Synthesized;
beforeAll(() => {
  dev = synthesize('dev');
});
afterAll(() => dev.remove());

type Statement = { Effect: string; Action: string | string[]; Resource: unknown; Condition?: unknown };
type Permission = { action: string; on: string; condition?: unknown };

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** Everything a role may do, from every policy of the template that is attached to it. */
const permissionsOf = (role: string): Permission[] =>
  dev
    .ofType('AWS::IAM::Policy')
    .filter(([, { Properties }]) => JSON.stringify(Properties['Roles']).includes(`"${role}"`))
    .flatMap(([, { Properties }]) => (Properties['PolicyDocument'] as { Statement: Statement[] }).Statement)
    .flatMap(({ Action, Resource, Condition }) =>
      list(Resource).flatMap((resource) =>
        list(Action).map((action) => ({ action, on: said(resource), ...(Condition ? { condition: Condition } : {}) })),
      ),
    );

const linesOf = (group: GroupName): string[] =>
  permissionsOf(dev.group(group).role)
    .map(({ action, on }) => `${action} on ${on}`)
    .sort();

const logs = (group: GroupName) => [`logs:CreateLogStream on ${group}Logs`, `logs:PutLogEvents on ${group}Logs`];
const traces = ['xray:PutTelemetryRecords on *', 'xray:PutTraceSegments on *'];
const store = [
  'dynamodb:PutItem on events',
  'dynamodb:Query on events',
  'dynamodb:GetItem on keys',
  'dynamodb:PutItem on keys',
  'kms:Decrypt on KeyGuard',
  'kms:GenerateDataKeyWithoutPlaintext on KeyGuard',
];
const keys = store.filter((line) => !line.endsWith('events'));
const stream = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
  (action) => `dynamodb:${action} on events/stream`,
);
const model = 'amazon.nova-pro-v1:0';
const askModel = [
  `bedrock:InvokeModel on arn:{Ref:AWS::Partition}:bedrock:{Ref:AWS::Region}:{Ref:AWS::AccountId}:inference-profile/us.${model}`,
  `bedrock:InvokeModel on arn:{Ref:AWS::Partition}:bedrock:*::foundation-model/${model}`,
];

/** Under either of the two that SES may have verified. */
const sendMail = ['no-reply@example.com', 'example.com'].map(
  (identity) =>
    `ses:SendEmail on arn:{Ref:AWS::Partition}:ses:{Ref:AWS::Region}:{Ref:AWS::AccountId}:identity/${identity}`,
);

/** Files below `uploads/`, and no listing of anything else. */
const uploads = (...actions: string[]) => [
  ...actions.map((action) => `s3:${action} on Uploads/uploads/*`),
  's3:ListBucket on Uploads',
];

/** Function × action × resource, complete. A change of permissions is a change of this table. */
const matrix: Record<GroupName, string[]> = {
  api: [
    ...store,
    'dynamodb:Query on views/index/recent',
    'dynamodb:Query on views/index/due',
    'dynamodb:GetItem on views',
    'dynamodb:PutItem on views',
    'dynamodb:UpdateItem on counters',
    'states:StartSyncExecution on chatturnStateMachine',
    'states:StartSyncExecution on decodevinStateMachine',
    'events:PutEvents on Bus',
    ...uploads('DeleteObject', 'GetObject', 'PutObject'),
    ...sendMail,
    ...traces,
  ],
  authorizer: ['dynamodb:GetItem on keys', ...traces],
  turn: [...store, 'events:PutEvents on Bus', ...traces],
  model: [...askModel, ...traces],
  tools: [],
  relay: ['states:StartSyncExecution on decodevinStateMachine', ...traces],
  vin: [...uploads('GetObject'), ...askModel, ...traces],
  views: [
    ...stream,
    'dynamodb:Query on events',
    ...keys,
    'dynamodb:GetItem on views',
    'dynamodb:PutItem on views',
    'dynamodb:Query on views',
    'sqs:SendMessage on viewsAside',
    ...traces,
  ],
  publish: [...stream, 'events:PutEvents on Bus', 'sqs:SendMessage on publishAside', ...traces],
  erase: [
    'dynamodb:Query on events',
    'dynamodb:UpdateItem on events',
    'dynamodb:GetItem on keys',
    'dynamodb:PutItem on keys',
    'dynamodb:PutItem on views',
    ...uploads('DeleteObject'),
    'sqs:SendMessage on ruleseraseaside',
    ...traces,
  ],
  sweep: [
    ...store,
    'dynamodb:Query on events/index/ledger',
    'dynamodb:Query on views/index/due',
    'dynamodb:PutItem on views',
    'events:PutEvents on Bus',
    ...uploads('DeleteObject'),
    ...traces,
  ],
};

describe('what each function may do, and nothing else', () => {
  test.each(groupNames)('%s', (group) => {
    expect(linesOf(group)).toEqual([...matrix[group], ...logs(group)].sort());
  });
});

const everything = (): Statement[] => {
  const documents: { Statement: Statement[] }[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('Statement' in value) documents.push(value as { Statement: Statement[] });
    Object.values(value).forEach(walk);
  };
  walk(dev.resources);
  walk(dev.data.toJSON());
  return documents.flatMap(({ Statement }) => Statement);
};

test('nobody may update or delete an item: erase removes bodies of events, and api counts', () => {
  const writes = everything()
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => list(Action))
    .filter((action) => action.startsWith('dynamodb:') && !/:(Get|Query|Describe|List)/.test(action));
  expect(new Set(writes)).toEqual(new Set(['dynamodb:PutItem', 'dynamodb:UpdateItem']));
  const updates = groupNames.flatMap((group) =>
    linesOf(group)
      .filter((line) => line.startsWith('dynamodb:UpdateItem'))
      .map((line) => `${group}: ${line}`),
  );
  expect(updates).toEqual(['api: dynamodb:UpdateItem on counters', 'erase: dynamodb:UpdateItem on events']);
});

test('api and sweep write notes of uploads into the views, and no row of anybody', () => {
  for (const group of ['api', 'sweep'] as const) {
    const puts = permissionsOf(dev.group(group).role).filter(
      ({ action, on }) => action === 'dynamodb:PutItem' && on === 'views',
    );
    expect(puts.map(({ condition }) => condition)).toEqual([
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'uploads#*' } },
    ]);
  }
});

test('the authorizer reads nothing of any person', () => {
  const reads = permissionsOf(dev.group('authorizer').role).filter(({ on }) => on === 'keys');
  expect(reads.map(({ condition }) => condition)).toEqual([
    { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'system' } },
  ]);
});

test('nobody lists the bucket beyond what people sent, and the eraser cannot read it', () => {
  const lists = groupNames
    .flatMap((group) => permissionsOf(dev.group(group).role))
    .filter(({ action }) => action === 's3:ListBucket');
  expect(lists.length).toBeGreaterThan(0);
  for (const { condition } of lists) expect(condition).toEqual({ StringLike: { 's3:prefix': 'uploads/*' } });
  expect(linesOf('erase').filter((line) => line.startsWith('s3:Get'))).toEqual([]);
});

test('mails come from one address, whatever else its domain may send', () => {
  const sends = permissionsOf(dev.group('api').role).filter(({ action }) => action === 'ses:SendEmail');
  expect(sends).toHaveLength(2);
  for (const { condition } of sends)
    expect(condition).toEqual({ StringEquals: { 'ses:FromAddress': 'no-reply@example.com' } });
});

test('the redactor alone may update an event, and can open none', () => {
  const updates = groupNames.filter((group) => linesOf(group).includes('dynamodb:UpdateItem on events'));
  expect(updates).toEqual(['erase']);
  expect(linesOf('erase').filter((line) => line.startsWith('kms:'))).toEqual([]);
});

test('no role may do everything of a service', () => {
  const wide = everything()
    .filter(({ Effect, Resource }) => Effect === 'Allow' && Resource !== undefined)
    .flatMap(({ Action }) => list(Action))
    .filter((action) => action.includes('*'));
  // the KMS key's own policy hands the key to the account, as AWS requires: roles still need their own grant
  expect(wide).toEqual(['kms:*']);
});

test('roles hold no policies of AWS, which grow without us', () => {
  for (const [, { Properties }] of dev.ofType('AWS::IAM::Role')) {
    expect(Properties['ManagedPolicyArns']).toBeUndefined();
    expect(Properties['Policies']).toBeUndefined();
  }
});

test('tools has no permission beyond its own log lines, and no address of any store', () => {
  expect(linesOf('tools').every((line) => line.startsWith('logs:'))).toBe(true);
  const environment = dev.resources[dev.group('tools').fn]!.Properties['Environment'];
  expect(environment).toEqual({ Variables: { NODE_OPTIONS: '--enable-source-maps' } });
});

test('KMS unwraps the key-encryption key and nothing else', () => {
  const uses = groupNames
    .flatMap((group) => permissionsOf(dev.group(group).role))
    .filter(({ on }) => on === 'KeyGuard');
  expect(uses.length).toBeGreaterThan(0);
  for (const { condition } of uses)
    expect(condition).toEqual({
      StringEquals: { 'kms:EncryptionContext:purpose': 'dixon-key-encryption-key' },
    });
});

test('the foundation model is reached through its inference profile only', () => {
  const direct = permissionsOf(dev.group('model').role).find(({ on }) => on.includes('foundation-model'));
  expect(JSON.stringify(direct?.condition)).toMatch(/bedrock:InferenceProfileArn.*inference-profile\/us\.amazon/);
});

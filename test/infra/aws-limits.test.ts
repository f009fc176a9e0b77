/** What nobody may do on AWS, whatever the matrix of `aws-permissions.test.ts` says of one group. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { groupNames, type GroupName } from '../../infra/aws/groups.ts';
import { everything, linesOf, list, permissionsOf, type Permission } from './aws-permissions.ts';
import { synthesize, type Synthesized } from './aws-synth.ts';

let dev: Synthesized;
beforeAll(() => {
  dev = synthesize('dev');
});
afterAll(() => dev.remove());

/** `api: dynamodb:UpdateItem on counters`, of every group whose permission is one of these. */
const who = (matches: (permission: Permission) => boolean): string[] =>
  groupNames.flatMap((group) =>
    permissionsOf(dev, group)
      .filter(matches)
      .map(({ action, on }) => `${group}: ${action} on ${on}`)
      .sort(),
  );

test('nobody updates or deletes an event, save erase, which removes bodies; and what else is updated or deleted is no fact', () => {
  const writes = everything(dev)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => list(Action))
    .filter((action) => action.startsWith('dynamodb:') && !/:(BatchGet|Get|Query|Scan|Describe|List)/.test(action));
  expect(new Set(writes)).toEqual(
    new Set(
      ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert'].map((action) => `dynamodb:${action}`),
    ),
  );
  expect(who(({ action }) => /^dynamodb:(UpdateItem|DeleteItem|BatchWriteItem|PartiQL)/.test(action)).sort()).toEqual([
    'api: dynamodb:UpdateItem on counters',
    'erase: dynamodb:DeleteItem on counters',
    'erase: dynamodb:UpdateItem on events',
    // a consumer lets its own parked streams flow again
    'publish: dynamodb:DeleteItem on parked',
    'publish: dynamodb:UpdateItem on parked',
    // rows of views are folded from the events
    'rebuild: dynamodb:BatchWriteItem on views',
    'rebuild: dynamodb:DeleteItem on views',
    'rebuild: dynamodb:PartiQLInsert on views',
    'views: dynamodb:DeleteItem on parked',
    'views: dynamodb:UpdateItem on parked',
  ]);
});

test('api and sweep write notes of uploads into the views, and no row of anybody', () => {
  for (const group of ['api', 'sweep'] as const) {
    const puts = permissionsOf(dev, group).filter(({ action, on }) => action === 'dynamodb:PutItem' && on === 'views');
    expect(puts.map(({ condition }) => condition)).toEqual([
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'uploads#*' } },
    ]);
  }
});

test('a consumer parks its own streams, and ops looks at all of them', () => {
  for (const group of ['views', 'publish'] as const)
    for (const { condition } of permissionsOf(dev, group).filter(({ on }) => on === 'parked'))
      expect(condition).toEqual({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': group } });
});

test('ops says which generation of a view is live, and writes no row', () => {
  const onViews = permissionsOf(dev, 'ops').filter(({ on }) => on === 'views');
  expect(onViews.length).toBeGreaterThan(0);
  for (const { condition } of onViews)
    expect(condition).toEqual({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'system' } });
});

test('who seals the ledger reads no body and appends nothing; who opens seals for compliance takes nothing away', () => {
  expect(linesOf(dev, 'seal').filter((line) => / on (events|keys)$/.test(line))).toEqual([]);
  expect(linesOf(dev, 'audit').filter((line) => /(Delete|Update)/.test(line))).toEqual([]);
});

test('the authorizer reads nothing of any person', () => {
  const reads = permissionsOf(dev, 'authorizer').filter(({ on }) => on === 'keys');
  expect(reads.map(({ condition }) => condition)).toEqual([
    { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'system' } },
  ]);
});

test('nobody lists a bucket but below the prefixes in which it works', () => {
  const unlisted = groupNames.flatMap((group) => {
    const files = permissionsOf(dev, group).filter(({ action }) => action.startsWith('s3:'));
    const listed = files
      .filter(({ action }) => action === 's3:ListBucket')
      .map(({ on, condition }) => [on, (condition as { StringLike: { 's3:prefix': string } }).StringLike['s3:prefix']])
      .map(([bucket, prefix]) => `${bucket}/${prefix}`);
    const worked = new Set(files.filter(({ action }) => action !== 's3:ListBucket').map(({ on }) => on));
    expect([...worked], group).toEqual(expect.arrayContaining(listed));
    return [...worked].filter((place) => !listed.includes(place)).map((place) => `${group}: ${place}`);
  });
  expect(unlisted).toEqual(['api: Uploads/exports/*', 'privacy: Records/erasures/*']);
});

test('mails come from one address, whatever else its domain may send', () => {
  const sends = groupNames
    .flatMap((group) => permissionsOf(dev, group))
    .filter(({ action }) => action === 'ses:SendEmail');
  expect(sends.length).toBeGreaterThan(0);
  for (const { condition } of sends)
    expect(condition).toEqual({ StringEquals: { 'ses:FromAddress': 'no-reply@example.com' } });
});

test('whoever puts on the bus puts under its own sources', () => {
  const sourcesOf = (group: GroupName): string[] =>
    permissionsOf(dev, group)
      .filter(({ action }) => action === 'events:PutEvents')
      .map(({ condition }) => (condition as { StringEquals: Record<string, string> }).StringEquals['events:source']!)
      .sort();
  const sources = groupNames.map((group) => [group, sourcesOf(group)] as const);
  expect(Object.fromEntries(sources.filter(([, some]) => some.length > 0))).toEqual({
    api: ['dixon.notices'],
    turn: ['dixon.progress'],
    publish: ['dixon'],
    privacy: ['dixon.notices'],
    sweep: ['dixon', 'dixon.notices'],
    audit: ['dixon.notices'],
    ops: ['dixon.notices'],
    verify: ['dixon.notices'],
  });
});

test('no role may do everything of a service', () => {
  const wide = everything(dev)
    .filter(({ Effect, Resource }) => Effect === 'Allow' && Resource !== undefined)
    .flatMap(({ Action }) => list(Action))
    .filter((action) => action.includes('*'));
  // the policies of the four keys of KMS hand them to the account, as AWS requires: roles still need their own grant
  expect(wide).toEqual(['kms:*', 'kms:*', 'kms:*', 'kms:*']);
});

describe('roles', () => {
  test('hold no policies of AWS, which grow without us', () => {
    for (const [, { Properties }] of dev.ofType('AWS::IAM::Role')) {
      expect(Properties['ManagedPolicyArns']).toBeUndefined();
      expect(Properties['Policies']).toBeUndefined();
    }
  });

  test('stay below the 10,240 characters that IAM takes of one', () => {
    for (const group of groupNames) {
      const documents = dev
        .ofType('AWS::IAM::Policy')
        .filter(([, { Properties }]) => JSON.stringify(Properties['Roles']).includes(`"${dev.group(group).role}"`))
        .map(([, { Properties }]) => JSON.stringify(Properties['PolicyDocument']));
      expect(documents.join('').length, group).toBeLessThan(10_240);
    }
  });
});

test('tools has no permission beyond its own log lines, and no address of any store', () => {
  expect(linesOf(dev, 'tools').every((line) => line.startsWith('logs:'))).toBe(true);
  const environment = dev.resources[dev.group('tools').fn]!.Properties['Environment'];
  expect(environment).toEqual({ Variables: { NODE_OPTIONS: '--enable-source-maps' } });
});

test('KMS unwraps the key-encryption key and nothing else', () => {
  const uses = groupNames.flatMap((group) => permissionsOf(dev, group)).filter(({ on }) => on === 'KeyGuard');
  expect(uses.length).toBeGreaterThan(0);
  for (const { condition } of uses)
    expect(condition).toEqual({
      StringEquals: { 'kms:EncryptionContext:purpose': 'dixon-key-encryption-key' },
    });
});

test('the foundation model is reached through its inference profile only', () => {
  const direct = permissionsOf(dev, 'model').find(({ on }) => on.includes('foundation-model'));
  expect(JSON.stringify(direct?.condition)).toMatch(/bedrock:InferenceProfileArn.*inference-profile\/us\.amazon/);
});

/** Privacy requests on AWS: each group has a part of the work, and none can both open and take. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { groupNames, type GroupName } from '../../infra/aws/groups.ts';
import { everything, linesOf, list, permissionsOf } from './aws-permissions.ts';
import { said, synthesize, type Synthesized } from './aws-synth.ts';

let dev: Synthesized;
beforeAll(() => {
  dev = synthesize('dev');
});
afterAll(() => dev.remove());

const may = (group: GroupName, pattern: RegExp) => linesOf(dev, group).filter((line) => pattern.test(line));
const groupsThatMay = (pattern: RegExp) => groupNames.filter((group) => may(group, pattern).length > 0);

describe('the eraser', () => {
  test('alone may update an event, and nobody may delete one', () => {
    expect(groupsThatMay(/^dynamodb:UpdateItem on events/)).toEqual(['erase']);
    expect(groupsThatMay(/^dynamodb:(Delete|BatchWrite)Item on (events|keys)/)).toEqual([]);
  });

  test('can open nothing: it has no key of KMS and reads no file', () => {
    expect(may('erase', /^kms:/)).toEqual([]);
    expect(may('erase', /^s3:Get/)).toEqual([]);
    const { Variables } = dev.resources[dev.group('erase').fn]!.Properties['Environment'] as { Variables: object };
    expect(Object.keys(Variables).filter((name) => /KMS|KEY_ID|RECORDS/.test(name))).toEqual([]);
  });

  test('appends nothing, and signs no receipt for its own work', () => {
    expect(may('erase', /^dynamodb:PutItem on events/)).toEqual([]);
    expect(groupsThatMay(/^kms:Sign on ReceiptKey/)).toEqual(['privacy']);
  });

  test('shreds keys of people, and cannot touch the key behind them all', () => {
    const onKeys = permissionsOf(dev, 'erase').filter(({ on }) => on === 'keys');
    expect(onKeys.length).toBeGreaterThan(0);
    for (const { condition } of onKeys)
      expect(condition).toEqual({ 'ForAllValues:StringNotEquals': { 'dynamodb:LeadingKeys': 'system' } });
  });

  test('alone takes sign-ins, of one pool', () => {
    expect(groupsThatMay(/^cognito-idp:/)).toEqual(['erase']);
  });
});

describe('who keeps the books', () => {
  test('takes nothing: no body, no row, no file', () => {
    expect(may('privacy', /(Update|Delete)Item|DeleteObject/)).toEqual([]);
    expect(may('privacy', / on (Uploads|views|counters)/)).toEqual([]);
  });

  test('signs receipts with one algorithm', () => {
    const signs = permissionsOf(dev, 'privacy').filter(({ action }) => action === 'kms:Sign');
    expect(signs).toEqual([
      {
        action: 'kms:Sign',
        on: 'ReceiptKey',
        condition: { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256' } },
      },
    ]);
  });
});

describe('the ledger and the receipts', () => {
  test('are put by one group, and nobody may take anything away', () => {
    expect(groupsThatMay(/^s3:Put\w+ on Records/)).toEqual(['privacy']);
    const allowed = everything(dev).filter(({ Effect, Principal }) => Effect === 'Allow' && Principal === undefined);
    const onRecords = allowed
      .filter(({ Resource }) => list(Resource).some((resource) => said(resource).startsWith('Records')))
      .flatMap(({ Action }) => list(Action));
    expect(new Set(onRecords)).toEqual(new Set(['s3:GetObject', 's3:PutObject', 's3:ListBucket']));
  });

  test('are signed with a key of which api knows the public half alone', () => {
    expect(may('api', / on ReceiptKey$/)).toEqual(['kms:GetPublicKey on ReceiptKey']);
    expect(groupsThatMay(/ on ReceiptKey$/)).toEqual(['api', 'privacy']);
  });
});

describe('who makes exports', () => {
  test('reads everything of a person, and appends nothing', () => {
    expect(may('export', /^dynamodb:/)).toEqual(['dynamodb:GetItem on keys', 'dynamodb:Query on events']);
    expect(may('export', /^kms:/)).toEqual(['kms:Decrypt on KeyGuard']);
  });

  test('writes exports, and leaves what people sent as it is', () => {
    expect(may('export', /^s3:\w+ on Uploads\/uploads/)).toEqual(['s3:GetObject on Uploads/uploads/*']);
    expect(groupsThatMay(/^s3:PutObject on Uploads\/exports/)).toEqual(['export']);
  });
});

describe('who starts the jobs', () => {
  test('alone can, and starts those machines; but who restored tables has erasures done again', () => {
    expect(groupsThatMay(/^states:StartExecution/)).toEqual(['jobs', 'restore']);
    expect(may('restore', /^states:/)).toEqual(['states:StartExecution on erasedataStateMachine']);
    expect(may('jobs', /^states:/)).toEqual([
      'states:StartExecution on erasedataStateMachine',
      'states:StartExecution on exportdataStateMachine',
      'states:StartExecution on rebuildviewStateMachine',
      'states:StartExecution on verifyhistoryStateMachine',
    ]);
  });

  test('changes nothing itself', () => {
    expect(may('jobs', /(Put|Update|Delete)(Item|Object|Events)/)).toEqual([]);
  });
});

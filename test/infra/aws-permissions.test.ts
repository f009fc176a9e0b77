import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { groupNames, type GroupName } from '../../infra/aws/groups.ts';
import { linesOf } from './aws-permissions.ts';
import { synthesize, type Synthesized } from './aws-synth.ts';

let dev: Synthesized;
beforeAll(() => {
  dev = synthesize('dev');
});
afterAll(() => dev.remove());

const logs = (group: GroupName) => [`logs:CreateLogStream on ${group}Logs`, `logs:PutLogEvents on ${group}Logs`];
const traces = ['xray:PutTelemetryRecords on *', 'xray:PutTraceSegments on *'];
/** Opens what is sealed, and makes no key. */
const open = ['dynamodb:GetItem on keys', 'kms:Decrypt on KeyGuard'];
const keys = [...open, 'dynamodb:PutItem on keys', 'kms:GenerateDataKeyWithoutPlaintext on KeyGuard'];
const read = ['dynamodb:Query on events', ...open];
const store = ['dynamodb:Query on events', ...keys, 'dynamodb:PutItem on events'];
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

const below =
  (place: string) =>
  (...actions: string[]) =>
    actions.map((action) => `s3:${action} on ${place}/*`);
const uploads = below('Uploads/uploads');
const exports = below('Uploads/exports');
const erasures = below('Records/erasures');
const receipts = below('Records/receipts');
/** Of one prefix each: see `aws-limits.test.ts`. */
const lists = {
  uploads: 's3:ListBucket on Uploads',
  records: 's3:ListBucket on Records',
  digests: 's3:ListBucket on Digests',
};
const bundles = below('Uploads/bundles');
const work = below('Uploads/work');
const digests = below('Digests/digests');
const showDigestKey = 'kms:GetPublicKey on DigestKey';
const park = ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map(
  (action) => `dynamodb:${action} on parked`,
);
const scan = ['dynamodb:BatchGetItem on events', 'dynamodb:Scan on events', 'dynamodb:DescribeTable on events'];

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
    lists.uploads,
    ...exports('GetObject'),
    ...receipts('GetObject'),
    lists.records,
    'kms:GetPublicKey on ReceiptKey',
    ...sendMail,
    ...traces,
  ],
  authorizer: ['dynamodb:GetItem on keys', ...traces],
  turn: [...store, 'events:PutEvents on Bus', ...traces],
  model: [...askModel, ...traces],
  tools: [],
  relay: ['states:StartSyncExecution on decodevinStateMachine', ...traces],
  vin: [...uploads('GetObject'), lists.uploads, ...askModel, ...traces],
  views: [
    ...stream,
    'dynamodb:Query on events',
    ...keys,
    'dynamodb:GetItem on views',
    'dynamodb:PutItem on views',
    'dynamodb:Query on views',
    ...park,
    'sqs:SendMessage on viewsAside',
    ...traces,
  ],
  publish: [
    ...stream,
    'dynamodb:Query on events',
    ...park,
    'events:PutEvents on Bus',
    'sqs:SendMessage on publishAside',
    ...traces,
  ],
  privacy: [
    ...store,
    ...erasures('PutObject'),
    ...receipts('GetObject', 'PutObject'),
    lists.records,
    'kms:GetPublicKey on ReceiptKey',
    'kms:Sign on ReceiptKey',
    ...sendMail,
    'events:PutEvents on Bus',
    'sqs:SendMessage on rulesprivacyaside',
    ...traces,
  ],
  jobs: [
    ...read,
    'states:StartExecution on erasedataStateMachine',
    'states:StartExecution on exportdataStateMachine',
    'states:StartExecution on verifyhistoryStateMachine',
    'states:StartExecution on rebuildviewStateMachine',
    'sqs:SendMessage on rulesjobsaside',
    ...traces,
  ],
  export: [
    ...read,
    ...uploads('GetObject'),
    ...exports('AbortMultipartUpload', 'DeleteObject', 'GetObject', 'PutObject'),
    lists.uploads,
    lists.uploads,
    ...traces,
  ],
  erase: [
    'dynamodb:Query on events',
    'dynamodb:UpdateItem on events',
    'dynamodb:GetItem on keys',
    'dynamodb:PutItem on keys',
    'dynamodb:Query on keys',
    'dynamodb:PutItem on views',
    'dynamodb:Query on views',
    'dynamodb:GetItem on views',
    'dynamodb:DeleteItem on counters',
    'dynamodb:Query on counters',
    ...uploads('DeleteObject'),
    ...exports('DeleteObject'),
    lists.uploads,
    lists.uploads,
    'cognito-idp:AdminDeleteUser on PeoplePool',
    'cognito-idp:AdminGetUser on PeoplePool',
    ...traces,
  ],
  restore: [
    ...read,
    'dynamodb:Query on keys',
    'dynamodb:PutItem on keys',
    ...erasures('GetObject'),
    lists.records,
    'states:StartExecution on erasedataStateMachine',
    ...traces,
  ],
  audit: [
    ...store,
    'dynamodb:Query on events/index/ledger',
    'dynamodb:GetItem on events',
    'dynamodb:BatchGetItem on events',
    'dynamodb:DescribeTable on events',
    ...digests('GetObject'),
    lists.digests,
    showDigestKey,
    'kms:GetPublicKey on BundleKey',
    'kms:Sign on BundleKey',
    ...bundles('AbortMultipartUpload', 'GetObject', 'PutObject'),
    ...work('GetObject'),
    lists.uploads,
    lists.uploads,
    'events:PutEvents on Bus',
    ...traces,
  ],
  verify: [
    ...store,
    'dynamodb:Query on events/index/ledger',
    ...scan,
    'events:PutEvents on Bus',
    ...digests('GetObject'),
    lists.digests,
    showDigestKey,
    ...work('DeleteObject', 'GetObject', 'PutObject'),
    lists.uploads,
    ...traces,
  ],
  seal: [
    'dynamodb:Query on events/index/ledger',
    'dynamodb:Scan on events/index/ledger',
    ...digests('GetObject', 'PutObject'),
    lists.digests,
    showDigestKey,
    'kms:Sign on DigestKey',
    ...traces,
  ],
  ops: [
    ...store,
    'dynamodb:Query on events/index/ledger',
    'dynamodb:GetItem on events',
    'dynamodb:Scan on events/index/ledger',
    'dynamodb:DescribeTable on events',
    'dynamodb:GetItem on views',
    'dynamodb:PutItem on views',
    'dynamodb:GetItem on parked',
    'dynamodb:Query on parked',
    ...work('GetObject'),
    lists.uploads,
    'lambda:InvokeFunction on viewsFunction',
    'lambda:InvokeFunction on publishFunction',
    'events:PutEvents on Bus',
    ...traces,
  ],
  rebuild: [
    ...store,
    'dynamodb:BatchGetItem on keys',
    'dynamodb:Scan on events/index/ledger',
    ...scan,
    ...['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PartiQLInsert', 'PutItem', 'Query', 'Scan'].map(
      (action) => `dynamodb:${action} on views`,
    ),
    ...work('DeleteObject', 'GetObject', 'PutObject'),
    lists.uploads,
    'sqs:SendMessage on rulesrebuildaside',
    ...traces,
  ],
  sweep: [
    ...store,
    'dynamodb:Query on events/index/ledger',
    'dynamodb:Query on views/index/due',
    'dynamodb:GetItem on views',
    'dynamodb:PutItem on views',
    // facts that are announced again, and notices: each by its source
    'events:PutEvents on Bus',
    'events:PutEvents on Bus',
    ...uploads('DeleteObject'),
    ...exports('DeleteObject'),
    lists.uploads,
    lists.uploads,
    ...traces,
  ],
};

describe('what each function may do, and nothing else', () => {
  test.each(groupNames)('%s', (group) => {
    expect(linesOf(dev, group)).toEqual([...matrix[group], ...logs(group)].sort());
  });
});

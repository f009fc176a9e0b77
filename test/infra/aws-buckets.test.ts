/** Where files rest on AWS: what people sent and their exports, and what proves erasures. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, test } from 'vitest';
import { DataStack } from '../../infra/aws/data-stack.ts';
import { UnknownOrigin } from '../../infra/aws/origins.ts';
import { stageOf } from '../../infra/aws/stage.ts';

const outdir = mkdtempSync(join(tmpdir(), 'dixon-synth-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const dataOf = (stage: string, context: Record<string, string> = {}): Template => {
  const app = new App({ outdir: join(outdir, stage), context: { stage, ...context } });
  return Template.fromStack(new DataStack(app, 'data', { stage: stageOf(app) }));
};

type Bucket = { Properties: Record<string, unknown>; DeletionPolicy: string };

const bucketIn = (template: Template, name: 'Uploads' | 'Records' | 'Digests') =>
  Object.entries(template.findResources('AWS::S3::Bucket')).find(([id]) => id.startsWith(name))![1] as Bucket;

const dev = dataOf('dev');
const prod = dataOf('prod');

describe.each(['Uploads', 'Records', 'Digests'] as const)('the bucket %s', (name) => {
  test('is closed to the world, encrypted, and outlives its stack, save in dev', () => {
    expect(bucketIn(prod, name)).toMatchObject({
      Properties: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      },
      DeletionPolicy: 'Retain',
    });
    expect(bucketIn(dataOf('staging'), name)).toMatchObject({ DeletionPolicy: 'Retain' });
    expect(bucketIn(dev, name)).toMatchObject({ DeletionPolicy: 'Delete' });
  });

  test('speaks TLS only', () => {
    prod.hasResourceProperties('AWS::S3::BucketPolicy', {
      Bucket: { Ref: Match.stringLikeRegexp(`^${name}`) },
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });
});

describe('the bucket of uploads', () => {
  test('keeps no versions of what was erased', () => {
    expect(bucketIn(prod, 'Uploads')).not.toHaveProperty('Properties.VersioningConfiguration');
  });

  test('ends by itself what was sent in part, and exports a day after the sweep should have', () => {
    expect(bucketIn(prod, 'Uploads').Properties['LifecycleConfiguration']).toEqual({
      Rules: [
        { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
        { ExpirationInDays: 8, Prefix: 'exports/', Status: 'Enabled' },
        { ExpirationInDays: 8, Prefix: 'bundles/', Status: 'Enabled' },
        { ExpirationInDays: 8, Prefix: 'work/', Status: 'Enabled' },
      ],
    });
  });

  test('answers pages of the configured origins alone', () => {
    expect(bucketIn(prod, 'Uploads')).not.toHaveProperty('Properties.CorsConfiguration');
    const origins = ['https://app.example.com', 'http://localhost:5173'];
    expect(bucketIn(dataOf('dev', { origins: origins.join(', ') }), 'Uploads')).toMatchObject({
      Properties: {
        CorsConfiguration: {
          CorsRules: [
            {
              AllowedOrigins: origins,
              AllowedMethods: ['PUT', 'GET'],
              AllowedHeaders: ['content-type', 'if-none-match'],
            },
          ],
        },
      },
    });
    for (const wrong of ['*', 'app.example.com', 'https://app.example.com/path'])
      expect(() => dataOf('dev', { origins: wrong })).toThrow(UnknownOrigin);
  });
});

describe('the bucket of records', () => {
  test('keeps every version of the ledger and of receipts, and lets none expire', () => {
    const { Properties } = bucketIn(prod, 'Records');
    expect(Properties['VersioningConfiguration']).toEqual({ Status: 'Enabled' });
    expect(Properties['LifecycleConfiguration']).toBeUndefined();
  });

  test('answers no page: nobody fetches from it but functions', () => {
    const { Properties } = bucketIn(dataOf('dev', { origins: 'https://app.example.com' }), 'Records');
    expect(Properties['CorsConfiguration']).toBeUndefined();
  });
});

describe('the bucket of digests', () => {
  test('takes nothing in place of another digest, and lets nobody hide one behind a marker', () => {
    const denied = (sid: string, more: object) => ({
      Bucket: { Ref: Match.stringLikeRegexp('^Digests') },
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Sid: sid, ...more })]) },
    });
    const again = { Action: 's3:PutObject', Condition: { Null: { 's3:if-none-match': 'true' } } };
    prod.hasResourceProperties('AWS::S3::BucketPolicy', denied('NothingInPlaceOfAnother', again));
    const away = { Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'], Principal: { AWS: '*' } };
    prod.hasResourceProperties('AWS::S3::BucketPolicy', denied('NothingTakenAway', away));
  });

  test('lets nobody change or take away a digest before its time', () => {
    const lockOf = (stage: string) =>
      (bucketIn(dataOf(stage), 'Digests').Properties['ObjectLockConfiguration'] as { Rule: object }).Rule;
    expect(lockOf('prod')).toEqual({ DefaultRetention: { Mode: 'COMPLIANCE', Days: 2_555 } });
    expect(lockOf('staging')).toEqual({ DefaultRetention: { Mode: 'GOVERNANCE', Days: 30 } });
    expect(lockOf('dev')).toEqual({ DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } });
    expect(bucketIn(prod, 'Digests').Properties).toMatchObject({
      ObjectLockEnabled: true,
      VersioningConfiguration: { Status: 'Enabled' },
    });
  });
});

test('the keys that sign sign and do nothing else, one for each thing, and outlive their stack', () => {
  const signing = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', EnableKeyRotation: Match.absent() };
  const keys = prod.findResources('AWS::KMS::Key', { Properties: signing, DeletionPolicy: 'Retain' });
  const described = Object.values(keys).map(
    (key) => (key as { Properties: { Description: string } }).Properties.Description,
  );
  expect(described.sort()).toEqual([
    'Dixon prod: signs audit bundles',
    'Dixon prod: signs the digests of the ledger',
    'Dixon prod: signs the receipts of erasures',
  ]);
  prod.resourceCountIs('AWS::KMS::Key', 4);
});

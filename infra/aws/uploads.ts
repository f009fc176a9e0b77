/**
 * The bucket of what people send (SPEC B3), below `uploads/`, of their exports, below `exports/`, of audit bundles and of
 * the progress of jobs. Nobody reaches it but by an address that a function signed.
 */
import { Duration } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { BUNDLES } from '../../functions/shared/bundle/keys.ts';
import { EXPORTS } from '../../functions/shared/exports/keys.ts';
import { WORK } from '../../functions/shared/work/keys.ts';
import { accept } from './accept.ts';
import { originsOf } from './origins.ts';
import type { Stage } from './stage.ts';

export const uploadsBucket = (scope: Construct, id: string, { stage }: { stage: Stage }): Bucket => {
  const origins = originsOf(scope);
  const bucket = new Bucket(scope, id, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    // no versions: what is erased is gone, and not only hidden behind a marker
    versioned: false,
    lifecycleRules: [
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      // the sweep takes exports after seven days; what it misses goes all the same
      { prefix: EXPORTS, expiration: Duration.days(8) },
      // made again at any time, and what a job that failed left behind
      { prefix: BUNDLES, expiration: Duration.days(8) },
      { prefix: WORK, expiration: Duration.days(8) },
    ],
    ...(origins.length > 0
      ? {
          cors: [
            {
              allowedOrigins: origins,
              allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
              allowedHeaders: ['content-type', 'if-none-match'],
              maxAge: 600,
            },
          ],
        }
      : {}),
    removalPolicy: stage.data,
  });
  accept(
    bucket,
    'AwsSolutions-S1',
    'An access log would keep who fetched which file, with addresses that still hold; facts are in the event store.',
  );
  return bucket;
};

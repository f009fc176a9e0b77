/**
 * The grants on what people sent. A prefix of a bucket is named with a star, so each stands alone in its policy, and
 * accepting it accepts no other.
 */
import { Policy, PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { UPLOADS } from '../../functions/uploads/keys.ts';
import { accept } from './accept.ts';

/** As cdk-nag will call it: by the name under which the stack of the data hands the bucket out. */
const findingOf = (uploads: Bucket): string => {
  const owner = Stack.of(uploads);
  const handedOut = owner.resolve(owner.exportValue(uploads.bucketArn)) as { 'Fn::ImportValue': string };
  return `AwsSolutions-IAM5[Resource::${handedOut['Fn::ImportValue']}/${UPLOADS}*]`;
};

type Grant = { scope: Construct; role: IRole; uploads: Bucket };

const policy = (intent: string, actions: string[], { scope, role, uploads }: Grant): void => {
  const made = new Policy(scope, intent, {
    roles: [role],
    statements: [
      new PolicyStatement({ sid: intent, actions, resources: [uploads.arnForObjects(`${UPLOADS}*`)] }),
      new PolicyStatement({
        sid: `${intent}List`,
        actions: ['s3:ListBucket'],
        resources: [uploads.bucketArn],
        conditions: { StringLike: { 's3:prefix': `${UPLOADS}*` } },
      }),
    ],
  });
  accept(made, findingOf(uploads), `Every file of every session lies below ${UPLOADS}, and nothing else does.`);
};

/** Send, look at, copy and take away files. The addresses that it signs can do what it can. */
export const mayKeepUploads = (scope: Construct, role: IRole, uploads: Bucket): void =>
  policy('MayKeepUploads', ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], { scope, role, uploads });

/** Look at files. */
export const mayReadUploads = (scope: Construct, role: IRole, uploads: Bucket): void =>
  policy('MayReadUploads', ['s3:GetObject'], { scope, role, uploads });

/** Find and take away files, unread. */
export const mayEraseUploads = (scope: Construct, role: IRole, uploads: Bucket): void =>
  policy('MayEraseUploads', ['s3:DeleteObject'], { scope, role, uploads });

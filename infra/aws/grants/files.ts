/**
 * The grants on files. A prefix of a bucket is named with a star, so each stands alone in its policy, and accepting it
 * accepts no other. Most come with listing, below the same prefix alone: whom S3 lets list nothing, it tells that what is
 * not there is forbidden.
 */
import { Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { BUNDLES } from '../../../functions/shared/bundle/keys.ts';
import { DIGESTS } from '../../../functions/adapters/s3-digests.ts';
import { EXPORTS } from '../../../functions/shared/exports/keys.ts';
import { ERASURES } from '../../../functions/privacy/ledger.ts';
import { RECEIPTS } from '../../../functions/privacy/receipt-files.ts';
import { UPLOADS } from '../../../functions/shared/uploads/keys.ts';
import { WORK } from '../../../functions/shared/work/keys.ts';
import { accept } from '../accept.ts';

/** What lies below each prefix, for whoever accepts that a role reaches all of it. */
const lies = {
  [UPLOADS]:
    'Every file that somebody sent lies there, below its session and the hash of its owner, and nothing else does.',
  [EXPORTS]: 'Every export and what it is made of lies there, below the hash of its owner, and nothing else does.',
  [ERASURES]: 'The ledger of erasures lies there: ids and instants, to be entered and never taken away.',
  [RECEIPTS]: 'The receipts of erasures lie there: ids and numbers, to be filed and read and never taken away.',
  [BUNDLES]: 'Audit bundles lie there: headers and proofs, which can be made again at any time, and nothing else does.',
  [DIGESTS]: 'The digests lie there, and the lock of their bucket lets nobody change or take away one.',
  [WORK]: 'The progress of jobs lies there: ids, places and numbers, and nothing else does.',
} as const;

type Prefix = keyof typeof lies;

/** As cdk-nag will call it: by the name under which the stack of the data hands the bucket out. */
const findingOf = (bucket: Bucket, prefix: Prefix): string => {
  const owner = Stack.of(bucket);
  const handedOut = owner.resolve(owner.exportValue(bucket.bucketArn)) as { 'Fn::ImportValue': string };
  return `AwsSolutions-IAM5[Resource::${handedOut['Fn::ImportValue']}/${prefix}*]`;
};

/** A grant for a group's role: `scope` is the group, where the policy is made. */
type For = { scope: Construct; role: IRole };

const listing = (intent: string, prefix: Prefix, bucket: Bucket): PolicyStatement =>
  new PolicyStatement({
    sid: `${intent}List`,
    actions: ['s3:ListBucket'],
    resources: [bucket.bucketArn],
    conditions: { StringLike: { 's3:prefix': `${prefix}*` } },
  });

const policy = (
  intent: string,
  actions: string[],
  prefix: Prefix,
  bucket: Bucket,
  { scope, role, lists = true }: For & { lists?: boolean },
): void => {
  const onFiles = new PolicyStatement({ sid: intent, actions, resources: [bucket.arnForObjects(`${prefix}*`)] });
  const statements = lists ? [onFiles, listing(intent, prefix, bucket)] : [onFiles];
  accept(new Policy(scope, intent, { roles: [role], statements }), findingOf(bucket, prefix), lies[prefix]);
};

/** Send, look at, copy and take away files. The addresses that it signs can do what it can. */
export const mayKeepUploads = (uploads: Bucket, who: For): void =>
  policy('MayKeepUploads', ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], UPLOADS, uploads, who);

/** Look at files. */
export const mayReadUploads = (uploads: Bucket, who: For): void =>
  policy('MayReadUploads', ['s3:GetObject'], UPLOADS, uploads, who);

/** Find and take away files, unread. */
export const mayEraseUploads = (uploads: Bucket, who: For): void =>
  policy('MayEraseUploads', ['s3:DeleteObject'], UPLOADS, uploads, who);

/** Collect, pack and discard exports. They are sent in parts; what was begun and does not get there is given up. */
export const mayKeepExports = (uploads: Bucket, who: For): void =>
  policy(
    'MayKeepExports',
    ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:PutObject'],
    EXPORTS,
    uploads,
    who,
  );

/** Sign addresses from which a person fetches an export; which there are, the requests say. */
export const mayHandOutExports = (uploads: Bucket, who: For): void =>
  policy('MayHandOutExports', ['s3:GetObject'], EXPORTS, uploads, { ...who, lists: false });

/** Find and take away exports, unread. */
export const mayEraseExports = (uploads: Bucket, who: For): void =>
  policy('MayEraseExports', ['s3:DeleteObject'], EXPORTS, uploads, who);

/** Enter erasures in the ledger (SPEC N15), unread. An entry that is put again stays as an older version. */
export const mayEnterErasures = (records: Bucket, who: For): void =>
  policy('MayEnterErasures', ['s3:PutObject'], ERASURES, records, { ...who, lists: false });

/** Read what the ledger of erasures knows. */
export const mayReadErasures = (records: Bucket, who: For): void =>
  policy('MayReadErasures', ['s3:GetObject'], ERASURES, records, who);

/** File receipts (SPEC N2). */
export const mayFileReceipts = (records: Bucket, who: For): void =>
  policy('MayFileReceipts', ['s3:GetObject', 's3:PutObject'], RECEIPTS, records, who);

/** Hand a person their receipt. */
export const mayReadReceipts = (records: Bucket, who: For): void =>
  policy('MayReadReceipts', ['s3:GetObject'], RECEIPTS, records, who);

/** Make audit bundles, and sign addresses from which they are fetched. They are sent in parts, as exports are. */
export const mayKeepBundles = (uploads: Bucket, who: For): void =>
  policy('MayKeepBundles', ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], BUNDLES, uploads, who);

/** Keep the progress of a job, and take it away at its end. */
export const mayKeepWork = (uploads: Bucket, who: For): void =>
  policy('MayKeepWork', ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], WORK, uploads, who);

/** Say how far a job has come. */
export const mayReadWork = (uploads: Bucket, who: For): void =>
  policy('MayReadWork', ['s3:GetObject'], WORK, uploads, who);

/** Put digests (SPEC N5), each once: the lock of the bucket is its own. */
export const mayAddDigests = (digests: Bucket, who: For): void =>
  policy('MayAddDigests', ['s3:GetObject', 's3:PutObject'], DIGESTS, digests, who);

export const mayReadDigests = (digests: Bucket, who: For): void =>
  policy('MayReadDigests', ['s3:GetObject'], DIGESTS, digests, who);

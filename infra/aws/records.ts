/**
 * What proves erasures and the history, and outlives everything else: the ledger (SPEC N15), the receipts (SPEC N2), the
 * digests (SPEC N5), and the keys that sign.
 *
 * Nothing here is ever deleted, and no role may. An entry of the ledger is all that keeps an erased person from coming
 * back with a restored copy of the tables, and nobody knows how old such a copy can be; a receipt is what a person shows
 * when somebody doubts that Dixon kept its word. Both hold ids, instants and numbers: no name, no address, nothing that
 * somebody wrote.
 */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { accept } from './accept.ts';
import type { Stage } from './stage.ts';

/** The ledger below `erasures/`, receipts below `receipts/`. */
export const recordsBucket = (scope: Construct, id: string, { stage }: { stage: Stage }): Bucket => {
  const bucket = new Bucket(scope, id, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    // who may put could put again: what stood there stays, as an older version that no role can take away
    versioned: true,
    removalPolicy: stage.data,
  });
  accept(
    bucket,
    'AwsSolutions-S1',
    'Functions alone reach it; an access log would keep when somebody fetched their receipt, and prove nothing more.',
  );
  return bucket;
};

const writtenOnce = (bucket: Bucket, { data }: Stage): PolicyStatement[] => {
  const forAll = { effect: Effect.DENY, principals: [new AnyPrincipal()], resources: [bucket.arnForObjects('*')] };
  const putAgain = new PolicyStatement({
    ...forAll,
    sid: 'NothingInPlaceOfAnother',
    actions: ['s3:PutObject'],
    conditions: { Null: { 's3:if-none-match': 'true' } },
  });
  const takeAway = new PolicyStatement({
    ...forAll,
    sid: 'NothingTakenAway',
    actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
  });
  // a stage whose data goes with its stack has to be emptied
  return data === RemovalPolicy.DESTROY ? [putAgain] : [putAgain, takeAway];
};

/**
 * The digests of the ledger (SPEC N5), which nobody can change or take away before their lock ends: who deletes the newest
 * commits and could delete their digest too would not be found out.
 */
export const digestsBucket = (scope: Construct, id: string, { stage }: { stage: Stage }): Bucket => {
  const bucket = new Bucket(scope, id, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    objectLockEnabled: true,
    objectLockDefaultRetention: stage.digests,
    removalPolicy: stage.data,
  });
  // a lock keeps versions; these two keep anybody from hiding one behind a newer one or a marker
  for (const statement of writtenOnce(bucket, stage)) bucket.addToResourcePolicy(statement);
  accept(bucket, 'AwsSolutions-S1', 'Functions alone reach it, and what it holds is made to be handed out.');
  return bucket;
};

/**
 * ECDSA on P-256, so that what it signs can be verified anywhere with its public half. KMS rotates no such key: a new one
 * would be a new key beside this, which has to stay for what it signed. Receipts, digests and bundles have one each, so
 * that no role can sign in another's place.
 */
export const signingKey = (
  scope: Construct,
  id: string,
  { stage, signs }: { stage: Stage; /** As in "signs the receipts of erasures". */ signs: string },
): Key =>
  new Key(scope, id, {
    description: `Dixon ${stage.name}: signs ${signs}`,
    keySpec: KeySpec.ECC_NIST_P256,
    keyUsage: KeyUsage.SIGN_VERIFY,
    removalPolicy: stage.data,
    ...(stage.data === RemovalPolicy.DESTROY ? { pendingWindow: Duration.days(7) } : {}),
  });

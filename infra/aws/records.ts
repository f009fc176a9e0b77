/**
 * What proves erasures, and outlives everything else: the ledger (SPEC N15) and the receipts (SPEC N2), and the key that
 * signs the receipts.
 *
 * Nothing here is ever deleted, and no role may. An entry of the ledger is all that keeps an erased person from coming
 * back with a restored copy of the tables, and nobody knows how old such a copy can be; a receipt is what a person shows
 * when somebody doubts that Dixon kept its word. Both hold ids, instants and numbers: no name, no address, nothing that
 * somebody wrote.
 */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
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

/**
 * ECDSA on P-256, so that a receipt can be verified anywhere with its public half. KMS rotates no such key: a new one
 * would be a new key beside this, which has to stay for the receipts that it signed.
 */
export const receiptKey = (scope: Construct, id: string, { stage }: { stage: Stage }): Key =>
  new Key(scope, id, {
    description: `Dixon ${stage.name}: signs the receipts of erasures`,
    keySpec: KeySpec.ECC_NIST_P256,
    keyUsage: KeyUsage.SIGN_VERIFY,
    removalPolicy: stage.data,
    ...(stage.data === RemovalPolicy.DESTROY ? { pendingWindow: Duration.days(7) } : {}),
  });

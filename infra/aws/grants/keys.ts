/** The grants on keys: the wrapped ones of the streams, the one of KMS behind them, and the one that signs receipts. */
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { allow } from './allow.ts';

type KeyParts = { keys: Table; keyGuard: Key };

/** Partition of what belongs to the installation and to no person. */
const SYSTEM = { 'dynamodb:LeadingKeys': 'system' };

const mayUnwrap = ({ keyGuard }: KeyParts, actions: string[], who: IGrantable): void =>
  allow(who, 'MayUnwrapKeyEncryptionKey', actions, keyGuard.keyArn, {
    StringEquals: { 'kms:EncryptionContext:purpose': 'dixon-key-encryption-key' },
  });

/** Open and make data keys: the wrapped ones, and the one key of KMS that unwraps the key-encryption key. */
export const mayUseKeys = (parts: KeyParts, who: IGrantable): void => {
  allow(who, 'MayUseDataKeys', ['dynamodb:GetItem', 'dynamodb:PutItem'], parts.keys.tableArn);
  mayUnwrap(parts, ['kms:Decrypt', 'kms:GenerateDataKeyWithoutPlaintext'], who);
};

/** Open data keys and make none: for who reads history and adds nothing to it. */
export const mayOpenKeys = (parts: KeyParts, who: IGrantable): void => {
  allow(who, 'MayOpenDataKeys', ['dynamodb:GetItem'], parts.keys.tableArn);
  mayUnwrap(parts, ['kms:Decrypt'], who);
};

/**
 * Put tombstones in the place of data keys; Query: which streams of a person still have one. Without the key of KMS none
 * of them can be unwrapped, and the key-encryption key, without which nobody's history opens, is out of reach.
 */
export const mayShredKeys = (keys: Table, who: IGrantable): void =>
  allow(who, 'MayShredDataKeys', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], keys.tableArn, {
    'ForAllValues:StringNotEquals': SYSTEM,
  });

/** Open many data keys at once. */
export const mayPrefetchKeys = (keys: Table, who: IGrantable): void =>
  allow(who, 'MayPrefetchDataKeys', ['dynamodb:BatchGetItem'], keys.tableArn);

/** Which streams of a person still have a key. */
export const mayFindKeys = (keys: Table, who: IGrantable): void =>
  allow(who, 'MayFindDataKeys', ['dynamodb:Query'], keys.tableArn);

/** Say up to when these tables know the ledger of erasures. */
export const mayMarkRestored = (keys: Table, who: IGrantable): void =>
  allow(who, 'MayMarkRestored', ['dynamodb:PutItem'], keys.tableArn, { 'ForAllValues:StringEquals': SYSTEM });

/** The public half of the key that signs visitors' tokens. What else stands there is wrapped, and this role has no KMS. */
export const mayVerifyVisitors = (keys: Table, who: IGrantable): void =>
  allow(who, 'MayVerifyVisitors', ['dynamodb:GetItem'], keys.tableArn, { 'ForAllValues:StringEquals': SYSTEM });

/** Say which key signs, so that people can verify what it signed. */
export const mayShowSigner = (key: Key, who: IGrantable, what = ''): void =>
  allow(who, `MayShowSigner${what}`, ['kms:GetPublicKey'], key.keyArn);

const maySign = (key: Key, what: string, who: IGrantable): void => {
  mayShowSigner(key, who, what);
  allow(who, `MaySign${what}`, ['kms:Sign'], key.keyArn, {
    StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256' },
  });
};

/** Sign receipts (SPEC N2). Who takes what is erased cannot: nobody attests his own work. */
export const maySignReceipts = (receiptKey: Key, who: IGrantable): void => maySign(receiptKey, 'Receipts', who);

/** Sign digests (SPEC N5). Who appends events cannot. */
export const maySignDigests = (digestKey: Key, who: IGrantable): void => maySign(digestKey, 'Digests', who);

/** Sign audit bundles (SPEC N4). */
export const maySignBundles = (bundleKey: Key, who: IGrantable): void => maySign(bundleKey, 'Bundles', who);

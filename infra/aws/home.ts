/** What function groups can be given: resources for grants, and the variables that name them. */
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { variables } from '../../functions/runtime/environment.ts';
import type { People } from './people.ts';
import { vpicInLayer } from './vin-layer.ts';

export type Home = {
  events: Table;
  keys: Table;
  views: Table;
  counters: Table;
  parked: Table;
  /** What people sent, and their exports. */
  uploads: Bucket;
  /** The ledger of erasures and the receipts. */
  records: Bucket;
  digests: Bucket;
  people: People;
  /** The KMS key that wraps the key-encryption key. */
  keyGuard: Key;
  /** The KMS key that signs receipts. */
  receiptKey: Key;
  /** Those that sign digests and audit bundles. */
  digestKey: Key;
  bundleKey: Key;
  bus: EventBus;
  chatTurn: StateMachine;
  decodeVin: StateMachine;
  eraseData: StateMachine;
  exportData: StateMachine;
  verifyHistory: StateMachine;
  rebuildView: StateMachine;
  /** The followers of the events, which ops have parked streams taken by. */
  followers: Readonly<Record<'views' | 'publish', IFunction>>;
  modelId: string;
  /** The address that mails come from. */
  mailFrom: string;
};

/** Another engine is for the local runtime alone, other figures than SPEC B6's are for tests of load; no supplier yet. */
type NotHere = 'DYNAMODB_ENDPOINT' | 'MESSAGES_A_MINUTE' | 'SESSION_IDS_A_MINUTE' | 'PARTS_SUPPLIER_URL';

/** As `functions/runtime/environment.ts` knows them. */
export type Variable = Exclude<keyof typeof variables, NotHere>;

export const valuesIn = (home: Home): Record<Variable, string> => ({
  EVENTS_TABLE: home.events.tableName,
  KEYS_TABLE: home.keys.tableName,
  VIEWS_TABLE: home.views.tableName,
  KMS_KEY_ID: home.keyGuard.keyArn,
  MODEL_ID: home.modelId,
  EVENT_BUS: home.bus.eventBusName,
  CHAT_TURN_ARN: home.chatTurn.stateMachineArn,
  VPIC_DATABASE: vpicInLayer(),
  DECODE_VIN_ARN: home.decodeVin.stateMachineArn,
  COUNTERS_TABLE: home.counters.tableName,
  UPLOADS_BUCKET: home.uploads.bucketName,
  RECORDS_BUCKET: home.records.bucketName,
  RECEIPT_KEY_ID: home.receiptKey.keyArn,
  ERASE_DATA_ARN: home.eraseData.stateMachineArn,
  EXPORT_DATA_ARN: home.exportData.stateMachineArn,
  VERIFY_HISTORY_ARN: home.verifyHistory.stateMachineArn,
  REBUILD_VIEW_ARN: home.rebuildView.stateMachineArn,
  PARKED_TABLE: home.parked.tableName,
  DIGESTS_BUCKET: home.digests.bucketName,
  DIGEST_KEY_ID: home.digestKey.keyArn,
  BUNDLE_KEY_ID: home.bundleKey.keyArn,
  VIEWS_FUNCTION: home.followers.views.functionName,
  PUBLISH_FUNCTION: home.followers.publish.functionName,
  MAIL_FROM: home.mailFrom,
  USER_POOL_ID: home.people.pool.userPoolId,
  USER_POOL_CLIENT_ID: home.people.client.userPoolClientId,
});

/** What outlives every release: the tables, the buckets of files and of records, and the keys of KMS. */
import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import {
  countersTable,
  eventsTable,
  keysTable,
  parkedTable,
  viewsTable,
} from '../../functions/adapters/dynamodb/tables.ts';
import { People } from './people.ts';
import { digestsBucket, recordsBucket, signingKey } from './records.ts';
import type { Stage } from './stage.ts';
import { tableFrom } from './table.ts';
import { uploadsBucket } from './uploads.ts';

export class DataStack extends Stack {
  readonly events: Table;
  readonly keys: Table;
  readonly views: Table;
  readonly counters: Table;
  readonly parked: Table;
  readonly uploads: Bucket;
  readonly records: Bucket;
  readonly digests: Bucket;
  readonly people: People;
  readonly keyGuard: Key;
  readonly receiptKey: Key;
  readonly digestKey: Key;
  readonly bundleKey: Key;

  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { stage: Stage }) {
    super(scope, id, { description: `Dixon ${stage.name}: tables, buckets and keys`, ...props });
    // as far back as DynamoDB goes: events are the only truth
    this.events = tableFrom(this, eventsTable, { stage, recoveryDays: 35 });
    // a shredded key stays restorable for this long: short, because erasure promises an end
    this.keys = tableFrom(this, keysTable, { stage, recoveryDays: 7 });
    this.views = tableFrom(this, viewsTable, {
      stage,
      noRecovery: 'Views are folded from the events and are rebuilt, never restored.',
    });
    this.counters = tableFrom(this, countersTable, { stage, noRecovery: 'A counter is of no use after two minutes.' });
    // which streams a consumer has not taken: lost, nobody would know what is missing in a view
    this.parked = tableFrom(this, parkedTable, { stage, recoveryDays: 7 });
    this.uploads = uploadsBucket(this, 'Uploads', { stage });
    this.records = recordsBucket(this, 'Records', { stage });
    this.digests = digestsBucket(this, 'Digests', { stage });
    this.people = new People(this, 'People', { stage });
    this.keyGuard = new Key(this, 'KeyGuard', {
      description: `Dixon ${stage.name}: wraps the key-encryption key of the event store`,
      enableKeyRotation: true,
      removalPolicy: stage.data,
      ...(stage.data === RemovalPolicy.DESTROY ? { pendingWindow: Duration.days(7) } : {}),
    });
    this.receiptKey = signingKey(this, 'ReceiptKey', { stage, signs: 'the receipts of erasures' });
    this.digestKey = signingKey(this, 'DigestKey', { stage, signs: 'the digests of the ledger' });
    this.bundleKey = signingKey(this, 'BundleKey', { stage, signs: 'audit bundles' });
  }
}

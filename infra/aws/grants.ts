/**
 * Every permission Dixon's roles can have, by what it is for. Nothing else in `infra/aws` grants anything: roles are
 * handed to CDK's constructs read-only, so that no convenience of theirs widens one unseen.
 *
 * No grant here updates or deletes an event, and none may be added but the redactor's (DESIGN section 3).
 */
import type { GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { DUE_INDEX, LEDGER_INDEX, RECENT_INDEX } from '../../functions/adapters/dynamodb/tables.ts';
import { NOTICE_SOURCE } from '../../functions/adapters/event-bridge-notices.ts';
import { PROGRESS_SOURCE } from '../../functions/adapters/event-bridge-progress.ts';
import { NOTES } from '../../functions/adapters/dynamodb/upload-notes.ts';
import { PUBLISH } from './api-schema.ts';
import { identitiesOf } from './sender.ts';

type Conditions = Record<string, Record<string, string>>;

/** @param intent becomes the statement's id, so that a template can be read by what its roles may do */
const allow = (
  who: IGrantable,
  intent: string,
  actions: string[],
  resource: string,
  conditions: Conditions = {},
): void => {
  who.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ sid: intent, actions, resources: [resource], conditions }),
  );
};

const indexOf = (table: Table, index: string): string => `${table.tableArn}/index/${index}`;

/** Append commits. IAM cannot ask for the put's condition; the adapter always sends it, and the chain shows a breach. */
export const mayAppend = (events: Table, who: IGrantable): void =>
  allow(who, 'MayAppendEvents', ['dynamodb:PutItem'], events.tableArn);

export const mayRead = (events: Table, who: IGrantable): void =>
  allow(who, 'MayReadEvents', ['dynamodb:Query'], events.tableArn);

/** The ledger index: headers of all people by time, no bodies. */
export const mayReadLedger = (events: Table, who: IGrantable): void =>
  allow(who, 'MayReadLedger', ['dynamodb:Query'], indexOf(events, LEDGER_INDEX));

export const mayFollow = (events: Table, who: IGrantable): void =>
  allow(
    who,
    'MayFollowEvents',
    ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
    events.tableStreamArn!,
  );

/** Open and make data keys: the wrapped ones, and the one key of KMS that unwraps the key-encryption key. */
export const mayUseKeys = ({ keys, keyGuard }: { keys: Table; keyGuard: Key }, who: IGrantable): void => {
  allow(who, 'MayUseDataKeys', ['dynamodb:GetItem', 'dynamodb:PutItem'], keys.tableArn);
  allow(who, 'MayUnwrapKeyEncryptionKey', ['kms:Decrypt', 'kms:GenerateDataKeyWithoutPlaintext'], keyGuard.keyArn, {
    StringEquals: { 'kms:EncryptionContext:purpose': 'dixon-key-encryption-key' },
  });
};

/** The redactor's alone. IAM cannot ask for the update's expression; the adapter's removes `body` and nothing else. */
export const mayRemoveBodies = (events: Table, who: IGrantable): void =>
  allow(who, 'MayRemoveBodies', ['dynamodb:UpdateItem'], events.tableArn);

/** Put tombstones in the place of data keys. Without the key of KMS none of them can be unwrapped. */
export const mayShredKeys = (keys: Table, who: IGrantable): void =>
  allow(who, 'MayShredDataKeys', ['dynamodb:GetItem', 'dynamodb:PutItem'], keys.tableArn);

/** Put tombstones in the place of rows, unread. */
export const mayEraseRows = (views: Table, who: IGrantable): void =>
  allow(who, 'MayEraseRows', ['dynamodb:PutItem'], views.tableArn);

/** The public half of the key that signs visitors' tokens. What else stands there is wrapped, and this role has no KMS. */
export const mayVerifyVisitors = (keys: Table, who: IGrantable): void =>
  allow(who, 'MayVerifyVisitors', ['dynamodb:GetItem'], keys.tableArn, {
    'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'system' },
  });

/** Count what somebody does in a minute. */
export const mayCount = (counters: Table, who: IGrantable): void =>
  allow(who, 'MayCount', ['dynamodb:UpdateItem'], counters.tableArn);

export const mayListSessions = (views: Table, who: IGrantable): void =>
  allow(who, 'MayListSessions', ['dynamodb:Query'], indexOf(views, RECENT_INDEX));

/** What the sweep is to look at: ids, instants and days, of all people. */
export const mayQueryDue = (views: Table, who: IGrantable): void =>
  allow(who, 'MayQueryDue', ['dynamodb:Query'], indexOf(views, DUE_INDEX));

/** Notes of uploads: of the views table only the partitions that hold nothing else. */
export const mayNoteUploads = (views: Table, who: IGrantable): void =>
  allow(who, 'MayNoteUploads', ['dynamodb:PutItem'], views.tableArn, {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': `${NOTES}*` },
  });

/** One row, for who wants to see his own write or to have it explained. */
export const mayLookAtSessions = (views: Table, who: IGrantable): void =>
  allow(who, 'MayLookAtSessions', ['dynamodb:GetItem'], views.tableArn);

/** Query: all rows of a person, to stamp them anew. */
export const mayWriteViews = (views: Table, who: IGrantable): void =>
  allow(who, 'MayWriteViews', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], views.tableArn);

export const mayAnnounce = (bus: EventBus, who: IGrantable): void =>
  allow(who, 'MayAnnounce', ['events:PutEvents'], bus.eventBusArn);

/** Tell what a turn is doing. By source, so that who tells hints cannot announce a fact. */
export const mayTellProgress = (bus: EventBus, who: IGrantable): void =>
  allow(who, 'MayTellProgress', ['events:PutEvents'], bus.eventBusArn, {
    StringEquals: { 'events:source': PROGRESS_SOURCE },
  });

/** Tell administrators of a failure. By source, as above. */
export const mayNotify = (bus: EventBus, who: IGrantable): void =>
  allow(who, 'MayNotify', ['events:PutEvents'], bus.eventBusArn, {
    StringEquals: { 'events:source': NOTICE_SOURCE },
  });

/** Send mails from one address, whatever else its domain may send. */
export const maySendMail = (scope: Construct, who: IGrantable, mailFrom: string): void => {
  for (const [index, identity] of identitiesOf(scope, mailFrom).entries())
    allow(who, `MaySendMailAs${index === 0 ? 'Address' : 'Domain'}`, ['ses:SendEmail'], identity, {
      StringEquals: { 'ses:FromAddress': mailFrom },
    });
};

/** The one mutation that is nobody's but the event bus's. */
export const mayPublishProgress = (api: GraphqlApi, who: IGrantable): void =>
  allow(who, 'MayPublishProgress', ['appsync:GraphQL'], `${api.arn}/types/Mutation/fields/${PUBLISH}`);

/** One synchronous turn. Only `api` asks for one. */
export const mayRunChatTurn = (machine: StateMachine, who: IGrantable): void =>
  allow(who, 'MayRunChatTurn', ['states:StartSyncExecution'], machine.stateMachineArn);

export const mayRunDecodeVin = (machine: StateMachine, who: IGrantable): void =>
  allow(who, 'MayRunDecodeVin', ['states:StartSyncExecution'], machine.stateMachineArn);

export const mayInvoke = ({ name, fn }: { name: string; fn: IFunction }, who: IGrantable): void =>
  allow(who, `MayInvoke${name[0]!.toUpperCase()}${name.slice(1)}`, ['lambda:InvokeFunction'], fn.functionArn);

export const mayWriteLogs = (logs: ILogGroup, who: IGrantable): void =>
  allow(who, 'MayWriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], logs.logGroupArn);

/** Set aside what could not be consumed. */
export const maySetAside = (queue: IQueue, who: IGrantable): void =>
  allow(who, 'MaySetAside', ['sqs:SendMessage'], queue.queueArn);
